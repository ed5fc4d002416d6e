// Passkeys: asks the server what to sign, lets the browser sign it, hands the answer back.
// A form with data-passkey ("create" or "get") stays hidden where the browser knows no passkeys.
(() => {
  "use strict";
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const readable = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user ? { user: { ...options.user, id: bytes(options.user.id) } } : {}),
    ...(options.excludeCredentials ? { excludeCredentials: known(options.excludeCredentials) } : {}),
    ...(options.allowCredentials ? { allowCredentials: known(options.allowCredentials) } : {}),
  });

  const spoken = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
  };

  const send = async (form, address, body) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.refused);
    return said;
  };

  const run = async (form) => {
    const publicKey = readable(await send(form, form.dataset.ask, {}));
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    const field = (name) => (form.elements[name] ? form.elements[name].value : "");
    const body = { credential: spoken(credential), name: field("name"), next: field("next") };
    return (await send(form, form.action, body)).next;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const wrong = form.querySelector("[data-wrong]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      wrong.hidden = true;
      try {
        window.location.assign(await run(form));
      } catch (error) {
        // a person who closes the browser's own window meets NotAllowedError: the page's sentence says it better
        wrong.textContent = error instanceof DOMException ? form.dataset.cancelled : error.message;
        wrong.hidden = false;
      }
    });
  }
})();
