// The pages of the site: widgets are drawn when they come near, and words of the glossary open where they stand.
const NEAR = "300px"; // a panel is fetched when it is as near as this

// The theme's switch is told to the widgets as JupyterLab tells them.
function follow() {
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const tell = () => {
    const { theme } = document.body.dataset;
    const light = String(theme === "light" || (theme !== "dark" && !wish.matches));
    if (document.body.dataset.jpThemeLight !== light) document.body.dataset.jpThemeLight = light;
  };
  new MutationObserver(tell).observe(document.body, { attributes: true, attributeFilter: ["data-theme"] });
  wish.addEventListener("change", tell);
  tell();
}

function openStands(draw) {
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      play(target);
    }
  }, { rootMargin: NEAR });
  const play = async (stand) => {
    const place = stand.querySelector(".gk-place");
    const data = JSON.parse(stand.querySelector("script[type='application/json']").textContent);
    place.textContent = "Loading …";
    try {
      const model = await recordedPanel(data.pack, data.prediction);
      place.textContent = "";
      draw.panel({ model, el: place.appendChild(make("div")) });
      place.style.minHeight = "";
    } catch (problem) {
      console.error(problem);
      place.textContent = "This picture could not be loaded. ";
      const again = make("button", { type: "button" }, "Try again");
      again.onclick = () => play(stand);
      place.append(again);
    }
  };
  for (const stand of document.querySelectorAll(".gk-stand")) {
    const data = JSON.parse(stand.querySelector("script[type='application/json']").textContent);
    const el = () => stand.querySelector(".gk-place").appendChild(make("div"));
    if (data.kind === "predict") draw.predict({ model: recordedPrediction(data), el: el() });
    else if (data.kind === "quiz") draw.quiz({ model: recordedQuiz(data), el: el() });
    else near.observe(stand);
  }
}

// A link to a term shows what it means, below it: on hover, and on focus for those who use the keyboard.
function openTerms() {
  const found = document.getElementById("gk-terms");
  if (!found) return;
  const terms = JSON.parse(found.textContent);
  const tip = make("div", { id: mark(), class: "gk-tip", role: "tooltip", hidden: true });
  document.body.append(tip);
  let link = null;
  const show = (to) => {
    const words = terms[to.dataset.term];
    tip.replaceChildren(make("b", {}, to.dataset.term), ` ${words}`);
    tip.hidden = false;
    const box = to.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + scrollX}px`;
    tip.style.top = `${box.bottom + 6 + scrollY}px`;
    to.setAttribute("aria-describedby", tip.id);
    link = to;
  };
  const hide = () => {
    tip.hidden = true;
    link?.removeAttribute("aria-describedby");
    link = null;
  };
  for (const anchor of document.querySelectorAll("a[href*='glossary.html#']")) {
    const name = anchor.getAttribute("href").split("#")[1].replaceAll("-", " ");
    const term = Object.keys(terms).find((one) => one.replaceAll("-", " ") === decodeURIComponent(name));
    if (!term) continue;
    anchor.dataset.term = term;
    anchor.classList.add("gk-term");
    anchor.addEventListener("pointerenter", () => show(anchor));
    anchor.addEventListener("focus", () => show(anchor));
    anchor.addEventListener("pointerleave", (event) => tip.contains(event.relatedTarget) || hide());
    anchor.addEventListener("blur", hide);
  }
  tip.addEventListener("pointerleave", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

// What is done: a row for each lesson, and the guesses beside their answers. Everything stays in this browser.
function openStanding() {
  const stand = document.querySelector(".gk-standing");
  if (!stand) return;
  const course = JSON.parse(stand.querySelector("script[type='application/json']").textContent);
  const place = stand.appendChild(make("div", { class: "gk-panel" }));
  const show = () => {
    const right = (question) => question.options.some(([words, good]) => good && words === answers.latest("answer", question.id)?.value);
    const rows = course.lessons.map((lesson) => {
      const made = lesson.predictions.filter(({ id, rule }) => guessEnds(answers.latest("prediction", id), rule)).length;
      const good = lesson.questions.filter(right).length;
      const done = made === lesson.predictions.length && good === lesson.questions.length;
      const cells = [`${made} of ${lesson.predictions.length}`, `${good} of ${lesson.questions.length}`, done ? "done" : ""];
      return make("tr", {}, make("th", { scope: "row" }, make("a", { href: gkRoot + lesson.page }, `${lesson.id} ${lesson.title}`)), ...cells.map((words) => make("td", {}, words)));
    });
    const heads = ["Lesson", "Guesses made", "Questions right", ""].map((words) => (words ? make("th", { scope: "col" }, words) : make("td")));
    const table = make("table", { class: "gk-table" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
    const places = [];
    const guesses = course.lessons.flatMap((lesson) => lesson.predictions.flatMap(({ id, question, rule }) => {
      const ends = guessEnds(answers.latest("prediction", id), rule);
      const [value, ...words] = answers.latest("result", id)?.value.split(" = ") ?? [];
      if (!ends) return [];
      const answer = value === undefined ? null : [Number(value), words.join(" = ")];
      if (answer) places.push(placeOf(ends, answer));
      const [drawn] = answer ? outcomeStrip(rule, ends, answer) : [""];
      const strip = make("div");
      strip.innerHTML = drawn;
      return [make("tr", {}, make("td", {}, lesson.id), make("th", { scope: "row" }, question), make("td", {}, strip), make("td", {}, answer ? outcomeWords(rule, ends, answer) : `You said ${rangeWords(rule, ends)}. Look at the panel to compare.`))];
    }));
    const hits = places.filter((where) => where === 0).length;
    const headline = places.length ? `${hits} of ${places.length} answers lay inside what you said. You had said you were fairly sure: then about ${Math.round(0.8 * places.length)} would have.` : "None of your guesses has met its answer yet.";
    const titles = ["", "The question", "What you said, and the answer", ""].map((words) => (words ? make("th", { scope: "col" }, words) : make("td")));
    const compared = guesses.length ? [make("table", { class: "gk-table" }, make("thead", {}, make("tr", {}, ...titles)), make("tbody", {}, ...guesses))] : [];
    const save = make("button", { type: "button", class: "gk-chip" }, "Save as a table (CSV)");
    const reset = make("button", { type: "button", class: "gk-chip" }, "Delete all of it");
    save.onclick = () => {
      const url = URL.createObjectURL(new Blob([exported(course)], { type: "text/csv" }));
      make("a", { href: url, download: "guidekit-answers.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    };
    reset.onclick = () => confirm("Delete all guesses and answers of this course in this browser?") && (answers.clear(), show());
    place.replaceChildren(
      make("p", {}, "Your guesses and answers are stored in this browser only. Whoever uses this browser after you can read them."),
      table, make("h2", {}, "How good were your guesses?"), make("p", {}, headline), ...compared,
      make("div", { class: "gk-chips" }, save, reset),
    );
  };
  show();
}

// The same columns as `guidekit progress --export`.
function exported(course) {
  const line = (value) => value.trim().replace(/\s+/g, " ");
  const shown = (value) => (/^([=+@]|-(?![\d.]))/.test(line(value)) ? `'${line(value)}` : line(value)); // no formula
  const cell = (value) => (/[",]/.test(value) ? `"${shown(value).replaceAll('"', '""')}"` : shown(value));
  const rows = [["at", "lesson", "kind", "id", "question", "said", "unit", "right", "answer"]];
  for (const { kind, key, value, unit, at } of answers.all()) {
    for (const lesson of course.lessons) {
      const prediction = kind === "prediction" && lesson.predictions.find(({ id }) => id === key);
      const question = kind === "answer" && lesson.questions.find(({ id }) => id === key);
      if (prediction) {
        const [low, high] = value.split(" ");
        const [number, ...words] = answers.latest("result", key)?.value.split(" = ") ?? [];
        const ends = guessEnds({ value, unit }, prediction.rule);
        const right = ends && number !== undefined ? (placeOf(ends, [Number(number), words.join(" = ")]) === 0 ? "yes" : "no") : "";
        rows.push([at, lesson.id, kind, key, prediction.question, low === high ? low : `${low} to ${high}`, unit, right, words.join(" = ")]);
      } else if (question) {
        const option = question.options.find(([words]) => words === value);
        rows.push([at, lesson.id, kind, key, question.words, value, "", option ? (option[1] ? "yes" : "no") : "", ""]);
      }
    }
  }
  return rows.map((row) => row.map((value) => cell(String(value ?? ""))).join(",") + "\n").join("");
}

// What scrolls sideways can be reached by the keyboard, and what stands aside has a name.
function openBoxes() {
  for (const [aside, name] of [[".sidebar-drawer", "All pages"], [".toc-drawer", "On this page"]]) document.querySelector(aside)?.setAttribute("aria-label", name);
  for (const box of document.querySelectorAll("pre, .gk-output, .table-wrapper")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
