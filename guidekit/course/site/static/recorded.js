// Stand-ins for the kernel: each answers what a widget asks, from what was recorded. The widgets are those of
// JupyterLab and notice no difference.

// A model as the widgets know it. What is set together is told together.
function standIn(state, answer) {
  const heard = {};
  const model = {
    get: (name) => state[name],
    set(news) {
      Object.assign(state, news);
      for (const name of Object.keys(news)) for (const tell of heard[`change:${name}`] ?? []) tell();
    },
    on: (event, tell) => (heard[event] ??= new Set()).add(tell),
    off: (event, tell) => heard[event]?.delete(tell),
    send: (message) => "ask" in message || queueMicrotask(() => answer(message)), // as a kernel: not before it was asked
  };
  return model;
}

const told = (model, number, news) => model.set({ problem: "", ...news, answered: number, version: model.get("version") + 1 });

// Packs come as scripts: from a folder on a disk a page may load nothing else.
const packs = {};
function loadPack(name) {
  packs[name] ??= new Promise((done, failed) => {
    const script = make("script", { src: `${gkRoot}frames/${name}.js` });
    script.onerror = () => (delete packs[name], failed(new Error(`${name} cannot be loaded`)));
    globalThis.gkPack = ((before) => (named, text) => named === name ? unpack(text).then(done, failed) : before?.(named, text))(globalThis.gkPack);
    document.head.append(script);
  });
  return packs[name];
}

// Four bytes say how long the header is; it is deflated JSON, and behind it lie the pictures.
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = new Blob([bytes.subarray(4, 4 + length)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const pack = await new Response(header).json();
  pack.pictures = pack.places.map(([at, size]) => bytes.subarray(4 + length + at, 4 + length + at + size));
  return pack;
}

// A panel: its states lie on a grid, the first axis turning fastest; each group of presets has a grid of its own.
async function recordedPanel(name, prediction) {
  const dark = () => document.body.dataset.jpThemeLight === "false";
  let pack = await loadPack(`${name}.${dark() ? "dark" : "light"}`);
  const { axes, states, start } = pack;
  const group = axes.reduce((product, [, stops]) => product * stops.length, 1);
  const groups = states.length / group;
  let at = start;
  let uncovered = false;
  const guess = () => prediction && guessEnds(answers.latest("prediction", prediction.id), prediction.rule);
  const covered = () => Boolean(prediction) && !uncovered && !guess();

  const face = () => {
    const shown = states[at];
    const base = { values: shown.values, active: pack.presets.indexOf(at) };
    if (covered()) return { ...base, covered: true, png: null, layer: null, html: "", sentence: "Covered: guess first, then look.", code: "", told: "", strip: [] };
    const ends = guess();
    const compared = ends && at === start && shown.answer;
    if (compared && answers.latest("result", prediction.id)?.value !== shown.answer.join(" = ")) answers.write("result", prediction.id, shown.answer.join(" = "));
    return {
      ...base, covered: false, sentence: shown.sentence, code: shown.code, html: shown.html ?? "",
      png: pack.pictures[Math.floor(at / group)] ?? null,
      layer: pack.pictures.length ? pack.pictures[groups + at] : null,
      told: compared ? outcomeWords(prediction.rule, ends, shown.answer) : "",
      strip: compared ? outcomeStrip(prediction.rule, ends, shown.answer) : [],
    };
  };
  const turned = (turn, from) => {
    let [left, stride, to] = [from % group, 1, Math.floor(from / group) * group];
    for (const [knob, stops] of axes) {
      let index = left % stops.length;
      left = Math.floor(left / stops.length);
      if (knob in turn) index = stops.findIndex((stop) => JSON.stringify(stop) === JSON.stringify(turn[knob]));
      if (index < 0) throw new RangeError(`${knob} = ${turn[knob]} is not recorded. Open the lesson in JupyterLab.`);
      to += index * stride;
      stride *= stops.length;
    }
    return to;
  };
  const { controls, buttons, width, height, steps, open_knobs } = pack;
  const model = standIn({ kind: "panel", controls, buttons, width, height, steps, open_knobs, version: 0, answered: 0, problem: "", ...face() }, async (message) => {
    let problem = "";
    if (message.uncover) uncovered = true;
    try {
      const from = "press" in message ? pack.presets[message.press] : at;
      const to = message.turn ? turned(message.turn, from) : from;
      if (states[to].problem) problem = states[to].problem;
      else at = to;
    } catch (refusal) {
      problem = refusal.message;
    }
    told(model, message.number, { ...face(), problem });
    if ("dark" in message) {
      pack = await loadPack(`${name}.${message.dark ? "dark" : "light"}`);
      told(model, model.get("answered"), { ...face(), problem });
    }
  });
  if (prediction) addEventListener("guidekit-answer", (event) => event.detail.key === prediction.id && event.detail.kind === "prediction" && told(model, model.get("answered"), face()));
  return model;
}

function recordedPrediction({ id, question, controls, rule, values }) {
  const state = () => {
    const ends = guessEnds(answers.latest("prediction", id), rule);
    return ends
      ? { stored: true, status: `You said ${rangeWords(rule, ends)}. ${answers.where}`, button: "Change my guess" }
      : { stored: false, status: "Nothing is stored yet.", button: "Keep my guess" };
  };
  const ends = guessEnds(answers.latest("prediction", id), rule);
  const opened = ends ? { low: ends[0], high: ends[1] } : values;
  const model = standIn({ kind: "predict", question, controls, values: opened, version: 0, answered: 0, problem: "", ...state() }, (message) => {
    const to = { ...model.get("values"), ...message.turn };
    if (!(to.low <= to.high)) return told(model, message.number, { problem: "The smaller number comes first." });
    const float = (end) => (Number.isInteger(end) ? end.toFixed(1) : String(end));
    if (message.commit) answers.write("prediction", id, `${float(to.low)} ${float(to.high)}`, rule.unit);
    told(model, message.number, { values: to, ...state() });
  });
  return model;
}

function recordedQuiz({ questions }) {
  const state = () => {
    const given = questions.map((question) => question.options.find(([words]) => words === answers.latest("answer", question.id)?.value));
    const asked = questions.map((question, at) => {
      const face = { words: question.words, options: question.options.map(([words]) => words), given: given[at]?.[0] ?? "" };
      if (!given[at]) return face;
      const [, right, reason] = given[at];
      const again = right ? "" : ` Look again at “${question.again}”, then choose another answer.`;
      const others = right ? question.options.filter((option) => !option[1]).map(([words, , why]) => [words, why]) : [];
      return { ...face, right, reason: reason + again, others };
    });
    const [done, right] = [given.filter(Boolean).length, given.filter((option) => option?.[1]).length];
    return { asked, status: `${done} of ${questions.length} answered, ${right} right.` };
  };
  const model = standIn({ kind: "quiz", version: 0, answered: 0, problem: "", ...state() }, (message) => {
    const [number, words] = message.answer ?? [];
    const question = questions[number - 1];
    if (question?.options.some(([option]) => option === words)) answers.write("answer", question.id, words);
    told(model, message.number, state());
  });
  return model;
}
