// The line from a widget to its kernel: one question at a time, and of what waits only the newest values. The
// kernel answers each with its state; a page that hears nothing says so, and shows again what the picture shows.
const SLOW = 500; // ms until a question counts as late
const LOST = 10_000; // ms until somebody should do something

// `ear` hears what comes of questions: one was sent under a number, all are lost, the line was interrupted; it is asked
// whether what is shown already is what was asked for last.
function openLine(model, el, back, ear = {}) {
  const raw = rawModel(model);
  undeafen(raw);
  const note = make("p", { class: "gk-note", role: "status" });
  let waiting = null; // what is to be asked next
  let open = 0; // the number of the question that is on its way
  let number = model.get("answered");
  let timers = [];
  let late = false;
  let gone = false;

  const say = (words) => {
    if (note.textContent !== words) note.textContent = words;
    el.classList.toggle("gk-late", Boolean(words));
  };
  const quiet = () => (timers.forEach(clearTimeout), (timers = []), (late = false), say(""));
  const sayLate = () => late && say(ear.shows?.() ? "" : "The kernel is busy; the picture follows as soon as it answers.");
  const send = () => {
    number = Math.max(number, model.get("answered")) + 1;
    open = number;
    const what = waiting;
    waiting = null;
    model.send({ ...what, number });
    ear.sent?.(number);
    timers = [
      setTimeout(() => ((late = true), sayLate()), SLOW),
      setTimeout(lost, LOST),
    ];
  };
  const lost = () => {
    late = false;
    open = 0;
    waiting = null;
    say("No answer for ten seconds. If another cell runs, wait for it. If not, run this cell again.");
    ear.lost?.();
    back(); // the knobs go back to what the picture shows
  };
  const dead = () => {
    if (gone) return;
    gone = true;
    open = 0; // nobody answers any more: the knobs may go back
    waiting = null;
    quiet();
    say("The kernel was restarted or stopped. Run this cell again to turn the knobs.");
    el.classList.add("gk-dead");
    el.querySelectorAll("input, select, button:not(.gk-copy)").forEach((control) => (control.disabled = true));
    ear.lost?.();
    back();
  };
  const answered = () => {
    if (!open && !gone) quiet(); // the answer came after all, later than anybody waited for it
    if (!open || model.get("answered") < open) return;
    open = 0;
    quiet();
    if (waiting) send();
    else back();
  };
  // A page that has missed messages asks for the state; the kernel sends it only if it is another one.
  const check = () => (ear.again?.(), model.send({ ask: model.get("version") }));

  model.on("change:answered", answered);
  model.on("comm_live_update", () => raw && raw.comm_live === false && dead());
  const manager = raw?.widget_manager;
  const changed = (_, change) => change && change.newValue !== change.oldValue && dead();
  const status = (_, now) => now === "connected" && check();
  try { manager?.context?.sessionContext?.kernelChanged?.connect(changed); } catch {}
  try { manager?.kernel?.connectionStatusChanged?.connect(status); } catch {}
  if (raw && raw.comm_live === false) queueMicrotask(dead); // once all of the panel is there
  else check();

  return {
    note,
    ask(what) {
      if (gone) return;
      waiting = joined(waiting, what);
      if (!open) send();
      else sayLate();
    },
    busy: () => Boolean(open || waiting),
    gone: () => gone,
    close() {
      quiet();
      try { manager?.context?.sessionContext?.kernelChanged?.disconnect(changed); } catch {}
      try { manager?.kernel?.connectionStatusChanged?.disconnect(status); } catch {}
    },
  };
}

// What is to be asked, of what waits and what comes: a button turns all knobs, so what was turned before it is void.
function joined(waiting, what) {
  const turn = { ...("press" in what ? null : waiting?.turn), ...what.turn };
  const both = { ...waiting, ...what, turn };
  if (!Object.keys(turn).length) delete both.turn;
  return both;
}
