// What a reader said, kept in this browser, and how it is compared. `guidekit.course.guesses` does the same in
// Python, and a test holds both against each other.
const KEPT = "guidekit";
const SURE_WORDS = ["inside what you said", "higher than you said", "lower than you said"];

const answers = (() => {
  let memory = [];
  let stored = true;
  const all = () => {
    if (!stored) return memory;
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
      return Array.isArray(found) ? found.filter((entry) => typeof entry?.kind === "string" && typeof entry.key === "string") : [];
    } catch {
      return memory;
    }
  };
  return {
    all,
    latest: (kind, key) => all().findLast((entry) => entry.kind === kind && entry.key === key),
    write(kind, key, value, unit = "") {
      const entry = { kind, key, value, unit, at: new Date().toISOString().replace(/\.\d+Z/, "+00:00") };
      memory = [...all(), entry];
      try {
        localStorage.setItem(KEPT, JSON.stringify(memory));
      } catch {
        stored = false; // a private window, or a file on a stick: the answers last as long as the page
      }
      dispatchEvent(new CustomEvent("guidekit-answer", { detail: entry }));
    },
    clear() {
      memory = [];
      try { localStorage.removeItem(KEPT); } catch {}
    },
    get where() {
      return stored ? "It is stored in this browser only." : "This browser stores nothing: it lasts until you leave the page.";
    },
  };
})();

// "3 to 6 servers", "20 %", "1 server", "2022 to 2025"
function rangeWords(rule, [low, high]) {
  const write = (end) => rule.unit === "year" ? end.toFixed(0) : Number((rule.percent ? 100 * end : end).toPrecision(10)).toLocaleString("en", { maximumFractionDigits: 10 });
  const [first, last] = [write(low), write(high)];
  const unit = rule.percent ? "%" : rule.unit === "year" ? "" : first === last && last === "1" ? rule.one : rule.unit;
  if (first !== last) return `${first} to ${last} ${unit}`.trimEnd();
  return `${last} ${unit}`.trimEnd();
}

// An answer rounded to the digits that its words show: what is compared is what stands there.
function asWritten(value, words) {
  const digits = Math.max(0, ...(words.match(/\d[\d,.]*/g) ?? []).map((part) => part.replace(/[,.]/g, "").replace(/^0+|0+$/g, "").length));
  return digits ? Number(value.toExponential(digits - 1)) : value;
}

function guessEnds(entry, rule) {
  const numbers = entry?.value?.split(" ").map(Number) ?? [];
  const [low, high] = [numbers[0], numbers.at(-1)];
  const fits = numbers.length >= 1 && numbers.length <= 2 && Number.isFinite(low) && Number.isFinite(high) && low <= high;
  return fits && entry.unit === rule.unit && low >= rule.low && high <= rule.high ? [low, high] : null;
}

// Where an answer lies: 0 inside, 1 higher, 2 lower.
function placeOf(ends, [value, words]) {
  const shown = asWritten(value, words);
  return shown > ends[1] ? 1 : shown < ends[0] ? 2 : 0;
}

function outcomeWords(rule, ends, answer) {
  const place = placeOf(ends, answer);
  const where = place === 0 && ends[0] === ends[1] ? "just what you said" : SURE_WORDS[place];
  return `You said ${rangeWords(rule, ends)}; the answer is ${answer[1]}: ${where}.`;
}

// The guess as a band on its scale, and the answer as a dot; between them a line where it lies outside.
function outcomeStrip(rule, ends, answer) {
  const along = (value) => {
    const [low, high, at] = rule.log ? [rule.low, rule.high, Math.max(value, rule.low)].map(Math.log) : [rule.low, rule.high, value];
    return Math.min(1, Math.max(0, (at - low) / (high - low)));
  };
  const part = (share) => `${(100 * share).toFixed(2)}%`;
  const [low, high] = ends.map(along);
  const line = (from, to, colour) => `<line x1="${from}" x2="${to}" y1="12" y2="12" style="stroke:${colour};stroke-width:2"/>`;
  const parts = [line("0", "100%", "var(--gk-unknown)")];
  const inside = placeOf(ends, answer) === 0;
  const dot = along(answer[0]);
  if (!inside) parts.push(line(part(dot >= high ? high : low), part(dot), "var(--gk-text)"));
  parts.push(`<rect x="${part(low)}" y="5" width="${part(Math.max(high - low, 0.008))}" height="14" rx="3" style="fill:var(--gk-guess-tint);stroke:var(--gk-guess);stroke-width:2"/>`);
  const look = inside ? "fill:var(--gk-focus);stroke:var(--gk-paper);stroke-width:1.5" : "fill:var(--gk-paper);stroke:var(--gk-text);stroke-width:2";
  parts.push(`<circle cx="${part(dot)}" cy="12" r="6.5" style="${look}"/>`);
  const svg = `<svg class="gk-scale" aria-hidden="true" width="100%" height="24" style="display:block;overflow:visible">${parts.join("")}</svg>`;
  return [svg, ...rangeWords(rule, [rule.low, rule.high]).split(" to ")];
}
