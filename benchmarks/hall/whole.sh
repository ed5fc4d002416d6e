#!/bin/sh
# Every measure of the hall on a set of its own: whole.sh FOLDER [CASES]. With --postgresql first, on a server that lives
# as long as the run. The set that lies in FOLDER already is used (SQLite), or gone on with.
set -eu
if [ "${1:-}" = --postgresql ]; then
    shift
    exec sh "$(dirname "$0")/../../tools/with-postgres" sh "$0" "$@"
fi
FOLDER=$1
CASES=${2:-1000000}
mkdir -p "$FOLDER"
python -m benchmarks.hall.load "$FOLDER" --cases "$CASES"
python -m benchmarks.hall.run "$FOLDER" set plans reading acting pages verify recount tick projection
python -m benchmarks.hall.table "$FOLDER"
