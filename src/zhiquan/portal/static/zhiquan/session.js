// Tells before a session ends, keeps it while somebody is there, and lets the page go on after signing in again.
(() => {
  "use strict";
  const box = document.querySelector("[data-session]");
  if (!box || !Number(box.dataset.idle)) return;
  const idle = Number(box.dataset.idle);
  const warn = Math.min(120, idle / 3);
  const grain = Math.min(60, idle / 6) * 1000;
  const part = (name) => box.querySelector(`[data-${name}]`);
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  let ends = Date.now() + idle * 1000;
  let told = Date.now();
  let state = "";

  const show = (now) => {
    if (state !== now) {
      state = now;
      box.hidden = !now;
      for (const one of box.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== now;
      part("stay").hidden = now !== "idle";
      part("again").hidden = now !== "over" && now !== "final";
    }
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    for (const one of box.querySelectorAll("[data-left]")) {
      one.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
  };

  const heard = (said) => {
    if (said.user !== null && String(said.user) !== box.dataset.user) return show("other");
    if (!said.left) return show("over");
    for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = said.token;
    ends = Date.now() + said.left * 1000;
    return show(said.left > warn ? "" : said.final ? "final" : "idle");
  };

  const ask = async (method) => {
    told = Date.now();
    const headers = method === "POST" ? { "X-CSRFToken": token() } : {};
    try {
      const answer = await fetch(box.dataset.session, { method, headers, credentials: "same-origin" });
      if (answer.ok) heard(await answer.json());
    } catch {
      // no network: the next look tells
    }
  };

  const here = () => {
    if (state !== "over" && state !== "other" && Date.now() - told > grain) ask("POST");
  };
  for (const act of ["input", "keydown", "pointerdown", "scroll"]) addEventListener(act, here, { passive: true });
  part("stay").addEventListener("click", () => ask("POST"));
  addEventListener("focus", () => ask("GET"));
  setInterval(() => {
    if (state === "idle" || state === "final") show(state);
    const late = ends - Date.now() < warn * 1000;
    if (state !== "other" && late && Date.now() - told > (state === "over" ? 30000 : Math.min(10000, warn * 250))) ask("GET");
  }, Math.min(1000, idle * 50));
})();
