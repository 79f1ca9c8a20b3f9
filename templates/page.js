// The page is complete without this script. It only moves what stands there: widths, rows, texts, attributes.
(() => {
  "use strict";
  const get = (id) => document.getElementById(id);
  const all = (css, root) => [...root.querySelectorAll(css)];
  const lang = document.documentElement.lang;
  const here = () => location.hash.slice(1);

  // A link leads to its target even inside a closed fold.
  const open = (id) => {
    const target = get(id);
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    return target;
  };
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) open(link.getAttribute("href").slice(1));
  });
  addEventListener("hashchange", () => open(here())?.scrollIntoView());
  open(here())?.scrollIntoView();

  // The matrix, sorted by the heading of a column: branches, and within each branch what belongs to it.
  const sortable = (table) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const root = { below: [] };
    const path = [root];
    for (const row of body.rows) {
      const depth = Number((/\bd(\d)/.exec(row.cells[0].className) || [0, 0])[1]);
      const node = { row, place: row.rowIndex, below: [] };
      path.length = Math.min(path.length, depth + 1);
      path[path.length - 1].below.push(node);
      path.push(node);
    }
    const text = (node, column) => node.row.cells[column].firstChild?.textContent.trim() ?? "";
    const figure = (node, column) => parseFloat(text(node, column).replace(/[<>]/, "").replace(",", "."));
    const compare = (column, way) => (one, other) => {
      const [x, y] = [figure(one, column), figure(other, column)];
      if (!column) return way * text(one, 0).localeCompare(text(other, 0), lang);
      return isNaN(x) - isNaN(y) || (isNaN(x) ? 0 : way * (x - y)) || one.place - other.place;
    };
    const place = (node, order) => {
      for (const each of [...node.below].sort(order)) {
        body.append(each.row);
        place(each, order);
      }
    };
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      const ways = column ? ["descending", "ascending"] : ["ascending", "descending"];
      button.addEventListener("click", () => {
        const next = ways[ways.indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        const way = next === "ascending" ? 1 : -1;
        place(root, next ? compare(column, way) : (one, other) => one.place - other.place);
      });
    });
  };
  all("#matrix table", document).slice(0, 1).forEach(sortable);

  // The reader's own weights: a weighted sum and a sort. What the figures mean is said in view/what_if.py.
  const trial = get("trial");
  if (!trial) return;
  const data = JSON.parse(get("trial-data").textContent);
  const { presets, sets, say } = data;
  const sliders = all("input", trial);
  const shares = all(".share", trial);
  const buttons = all(".presets button", trial);
  const body = trial.querySelector("tbody");
  const rows = all("tr", body).map((row, number) => {
    const [rank, score, move, chance] = [".rank", ".score b", ".move", ".chance"].map((css) => row.querySelector(css));
    const cells = { rank, score, move, ...(chance && { chance }) };
    const agreed = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell.textContent]));
    const name = row.querySelector("th").firstChild.textContent.trim();
    return { row, name, cells, agreed, rects: all("rect", row).slice(1), order: data.order[number] };
  });
  const write = (value, digits) =>
    value.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const sum = (values) => values.reduce((one, other) => one + other, 0);
  const same = (one, other) => one.every((value, number) => value === other[number]);
  // What is in force: the number of a preset (-1: none), a set of figures, and points.
  let now;

  const evaluate = (set, weights) =>
    sets[set].map(({ p, a }) => {
      const whole = sum(weights.map((weight, b) => weight * (a ? a[b] : 1)));
      const points = weights.map((weight, b) => (whole > 0 ? (weight * p[b]) / whole : 0));
      return { score: whole > 0 ? Math.min(100, sum(points)) : null, points };
    });
  const weightsOf = (preset) => presets[preset].weights ?? presets[preset].points;
  const agreedScores = evaluate(presets[0].set, weightsOf(0)).map((one) => one.score);

  const group = (scores) => {
    const ranked = rows.map((_, number) => number).filter((number) => scores[number] !== null);
    ranked.sort((x, y) => scores[y] - scores[x] || rows[x].order - rows[y].order);
    const groups = [];
    for (const number of ranked) {
      const last = groups[groups.length - 1];
      if (last && scores[last[0]] - scores[number] <= data.resolution + data.slack) last.push(number);
      else groups.push([number]);
    }
    return [ranked, groups];
  };

  const sentence = (ranked, groups, scores, digits) => {
    const [first, second] = ranked;
    if (!ranked.length) return say.nothing;
    if (groups[0].length > 1) {
      const names = [...groups[0]].sort((x, y) => rows[x].order - rows[y].order).map((number) => rows[number].name);
      return fill(say.tied, { names: new Intl.ListFormat(lang).format(names) });
    }
    if (ranked.length === 1) return fill(say.alone, { first: rows[first].name });
    const lead = write(scores[first] - scores[second], digits);
    return fill(say.leads, { first: rows[first].name, second: rows[second].name, lead });
  };

  const bar = (rects, points) => {
    let at = 0;
    rects.forEach((rect, number) => {
      const length = 3 * sum(data.roles[number].map((branch) => points[branch]));
      rect.setAttribute("x", at.toFixed(1));
      rect.setAttribute("width", Math.max(0, length - 1.5).toFixed(1));
      at += length;
    });
  };

  const show = () => {
    const official = now.preset === 0;
    const weights = now.preset < 0 ? now.points : weightsOf(now.preset);
    const whole = sum(weights);
    const found = evaluate(now.set, weights);
    const scores = found.map((one) => one.score);
    const [ranked, groups] = group(scores);
    const ranks = {};
    let before = 1;
    for (const members of groups) {
      members.forEach((number) => (ranks[number] = [before, members.length > 1]));
      before += members.length;
    }
    let digits = data.decimals;
    const alike = () =>
      groups.some((members, n) => n && write(scores[groups[n - 1].at(-1)], digits) === write(scores[members[0]], digits));
    while (digits < 6 && alike()) digits += 1;

    sliders.forEach((slider, number) => {
      const share = `${write(whole ? (100 * weights[number]) / whole : 0, 1)}\u00a0%`;
      slider.value = now.points[number];
      slider.setAttribute("aria-valuetext", share);
      shares[number].textContent = share;
    });
    rows.forEach(({ row, cells, agreed, rects }, number) => {
      const score = scores[number];
      const moved = score === null ? null : score - agreedScores[number];
      const sign = moved === null || Math.abs(moved) < 0.05 ? "" : moved < 0 ? "\u2212" : "+";
      const said = official ? agreed : {
        rank: ranks[number] ? `${ranks[number][0]}${ranks[number][1] ? "=" : ""}` : "\u2013",
        score: score === null ? "\u2013" : write(score, digits),
        move: moved === null ? "\u2013" : sign + write(Math.abs(moved), 1),
        chance: "\u2013",
      };
      for (const name in cells) cells[name].textContent = said[name];
      row.dataset.score = score ?? "";
      row.classList.toggle("leader", groups.length > 0 && groups[0].includes(number));
      bar(rects, found[number].points);
    });
    const inOrder = groups.flatMap((members) => [...members].sort((x, y) => rows[x].order - rows[y].order));
    const order = [...inOrder, ...rows.keys()].map((number) => rows[number].row);
    const unique = [...new Set(order)];
    if (!same(unique, [...body.rows])) body.append(...unique);

    buttons.forEach((button, number) => button.setAttribute("aria-pressed", number === now.preset));
    get("trial-banner").hidden = official;
    get("trial-said").textContent = sentence(ranked, groups, scores, Math.max(1, digits));
    get("trial-link").href = `#${address() || "what-if"}`;
  };
  const announce = () => (get("trial-status").textContent = get("trial-said").textContent);

  const address = () => {
    const id = presets[now.preset < 0 ? presets.findIndex((one) => one.set === now.set) : now.preset].id;
    const parts = [id && `v=${id}`, now.preset < 0 && sum(now.points) > 0 && `w=${now.points.join(".")}`];
    return parts.filter(Boolean).join("&");
  };
  const keep = () => history.replaceState(null, "", location.href.split("#")[0] + (address() && `#${address()}`));
  const take = (preset) => (now = { preset, set: presets[preset].set, points: presets[preset].points });
  const weigh = (set, points) => {
    const preset = presets.findIndex((one) => one.set === set && same(one.points, points));
    if (preset < 0) now = { preset, set, points };
    else take(preset);
  };

  // `#v=view` and `#w=12.10.20`, or both; whatever else stands there means the agreed weights.
  const read = () => {
    const [, id = "", written = ""] = /^(?:v=([a-z0-9_~-]+))?&?(?:w=([\d.]+))?$/.exec(here()) || [];
    const preset = presets.findIndex((one) => one.id === id);
    const points = written.split(".").map((one) => (/^\d{1,3}$/.test(one) ? Number(one) : NaN));
    const fits = points.length === sliders.length && points.every((one) => one <= 100) && sum(points) > 0;
    if (preset < 0 || (written && !fits)) take(0);
    else if (written) weigh(presets[preset].set, points);
    else take(preset);
    show();
  };
  const isState = () => !here() || /^[vw]=/.test(here());

  trial.addEventListener("input", () => {
    weigh(now.set, sliders.map((slider) => Number(slider.value)));
    show();
  });
  trial.addEventListener("change", () => {
    keep();
    announce();
  });
  const press = (preset) => {
    take(preset);
    show();
    keep();
    announce();
  };
  buttons.forEach((button, preset) => button.addEventListener("click", () => press(preset)));
  get("trial-reset").addEventListener("click", () => {
    press(0);
    buttons[0].focus();
  });
  addEventListener("hashchange", () => {
    if (isState()) read();
  });
  trial.hidden = false;
  read();
  if (now.preset) get("what-if").scrollIntoView();
})();
