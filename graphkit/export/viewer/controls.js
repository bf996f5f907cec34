/* Search, legend and filters. */

const SEARCH_ROWS = 12;
const searchIndexes = new WeakMap();
function searchIndex() {
  if (!searchIndexes.has(model)) searchIndexes.set(model, [...model.nodes.values()].map((node) => ({ node, forms: [...new Set([node.label, ...aliasesOf(node).map(([form]) => form)])].map((form) => ({ form, folded: fold(form) })) })));
  return searchIndexes.get(model);
}

/* Best first: label that starts so, word that starts so, anywhere; then other forms; then weight. */
function findActors(text, accepts = () => true) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const found = [];
  for (const { node, forms } of searchIndex()) {
    let best = null;
    forms.forEach(({ form, folded }, index) => {
      const at = folded.indexOf(wanted);
      if (at < 0) return;
      const score = (at === 0 ? 0 : /[\s'-]/.test(folded[at - 1]) ? 1 : 2) + (index ? 3 : 0);
      if (!best || score < best.score) best = { node, score, form: index ? form : null };
    });
    if (best && accepts(node)) found.push(best);
  }
  return found.sort((a, b) => a.score - b.score || b.node.strength0 - a.node.strength0 || byName(a.node, b.node)).slice(0, SEARCH_ROWS);
}

/* A field that proposes actors while one types (ARIA combobox with a list). */
function proposeActors(input, list, { accepts, onchoose }) {
  let active = -1;
  const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (id) => { input.value = ""; close(); input.blur(); onchoose(id); };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (list.children[index]?.id) input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const found = findActors(input.value, accepts);
    const rows = found.map(({ node, form }, index) => h("li", { id: `${input.id}-${index}`, role: "option", "aria-selected": "false", "data-actor": node.id, onmousedown: (event) => { event.preventDefault(); choose(node.id); } }, markOf(node), h("span", { class: "row-name" }, node.label), form ? h("span", { class: "also" }, say("alias_of", { name: form })) : null));
    list.replaceChildren(...(rows.length ? rows : [h("li", { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" }, words.search_none)]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (rows.length) mark(0);
    if (input.value.trim()) announce(rows.length ? count("found", rows.length) : words.search_none);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const rows = list.querySelectorAll("[data-actor]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (rows.length) mark((active + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (rows[active]) choose(rows[active].dataset.actor);
    } else if (event.key === "Escape" && input.value) { event.stopPropagation(); input.value = ""; close(); }
  });
}

/* Such a field, made for a panel. */
function actorField({ id, name, accepts, onchoose }) {
  const list = h("ul", { id: `${id}-results`, role: "listbox", "aria-label": name, hidden: true });
  const input = h("input", { id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: name, "aria-label": name, "aria-expanded": "false", "aria-controls": `${id}-results`, "aria-autocomplete": "list" });
  proposeActors(input, list, { accepts, onchoose });
  return h("div", { class: "search slim" }, input, list);
}

function startSearch() {
  proposeActors(byId("search"), byId("search-results"), { onchoose: (id) => { openFilters(false); select({ kind: "actor", id }); byId("panel").focus(); } });
}

/* ---------- legend: each row is a filter ---------- */

function tallyBy(items, keyOf) {
  const counts = new Map();
  for (const item of items) for (const key of [keyOf(item)].flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function legendRow(name, set, value, mark, text, number) {
  const box = h("input", { type: "checkbox", "data-filter": name, value });
  box.checked = set().has(value);
  box.addEventListener("change", () => { if (box.checked) set().add(value); else set().delete(value); changed(); });
  return h("li", {}, h("label", {}, box, mark, h("span", { class: "name" }, text), h("span", { class: "number" }, numbers.format(number))));
}

function renderLegend() {
  const stated = [...model.edges.values()].filter((edge) => !edge.denied);
  const byRelation = tallyBy(stated, (edge) => edge.type);
  const byType = tallyBy(model.nodes.values(), (node) => knownType(node.type));
  const byModality = tallyBy(relations.filter(({ negated }) => !negated), ({ modality }) => modality);
  const byOutlet = tallyBy(relations, ({ article }) => outletOf(article));
  const fill = state.colorBy === "type" ? undefined : cssColor("--soft");
  byId("legend-relations").replaceChildren(...RELATIONS.filter((type) => byRelation.has(type)).map((type) => legendRow("relation", () => state.relations, type, relationMark(type, { arrow: type !== CO_MENTION }), word("relation", type), byRelation.get(type))));
  byId("legend-modality").replaceChildren(...MODALITIES.filter((name) => byModality.has(name)).map((name) => legendRow("modality", () => state.modalities, name, h("span", { class: `ink ink-${name}` }), word("modality", name), byModality.get(name))), ...deniedRow());
  byId("legend-actors").replaceChildren(...TYPES.concat("").filter((type) => byType.has(type)).map((type) => legendRow("type", () => state.types, type, typeMark(type, fill), type ? word("type", type) : "?", byType.get(type))));
  byId("legend-outlets").replaceChildren(...outlets.map((name) => legendRow("outlet", () => state.outlets, name, "", name || words.unknown_outlet, byOutlet.get(name))));
  byId("outlet-section").hidden = outlets.length < 2;
  byId("legend-colors").replaceChildren(...(state.colorBy === "type" ? [] : colorRows()));
  byId("color-by").hidden = !hasBlocs && !allNodes.some(({ country }) => country);
}

/* Denials: on request, for they count neither for the sign nor for the weight. */
function deniedRow() {
  const denied = relations.filter(({ negated }) => negated).length;
  if (!denied) return [];
  const box = h("input", { type: "checkbox", id: "show-denied" });
  box.checked = state.denied;
  box.addEventListener("change", () => { state.denied = box.checked; changed(); });
  return [h("li", {}, h("label", {}, box, h("span", { class: "ink ink-denied" }), h("span", { class: "name" }, words.denied_title), h("span", { class: "number" }, numbers.format(denied))))];
}

function colorRows() {
  const shown = coloredParts();
  const rest = [...model.nodes.values()].filter((node) => !shown.some(({ name }) => name === node[state.colorBy])).length;
  const row = (color, text, size) => h("li", {}, h("span", { class: "swatch" }, svg("svg", { viewBox: "0 0 12 12", fill: color, "aria-hidden": "true" }, svg("circle", { cx: 6, cy: 6, r: 5 }))), h("span", { class: "name" }, text), h("span", { class: "number" }, numbers.format(size)));
  return [...shown.map(({ name, size, look }) => row(shade(look), partName(name), size)), ...(rest ? [row(shade(UNKNOWN), words.other_parts, rest)] : [])];
}

const partName = (name) => (state.colorBy === "country" ? countryName(name) : say("bloc_n", { name }));

/* A country is called as its state is in the graph, else by its code. */
const countryNames = lazily(() => new Map(allNodes.filter(({ type, country }) => type === "STATE" && country).map((node) => [node.country, node.label])));
const countryName = (code) => countryNames().get(code) ?? code;

function startFilters() {
  const slider = (id, apply) => { let waiting = false; byId(id).addEventListener("input", () => { if (waiting) return; waiting = true; requestAnimationFrame(() => { waiting = false; apply(Number(byId(id).value)); changed(); }); }); };
  byId("min-weight").max = plainModel.maxWeight;
  byId("top").max = allNodes.length;
  slider("min-weight", (value) => { state.minWeight = value; });
  slider("min-confidence", (value) => { state.minConfidence = value; });
  slider("top", (value) => { state.top = value > allNodes.length - 20 ? 0 : value; guests.clear(); });
  for (const [id, name] of [["hide-isolated", "hideIsolated"], ["hide-generic", "hideGeneric"]]) byId(id).addEventListener("change", (event) => { state[name] = event.target.checked; changed(); });
  byId("roll-up").addEventListener("change", (event) => { setRollUp(event.target.checked); changed(); fitMap(); });
  byId("color-select").replaceChildren(...COLORINGS.map((name) => h("option", { value: name }, words[`color_${name}`])));
  byId("color-select").addEventListener("change", (event) => { state.colorBy = event.target.value; repaint(); });
  byId("outlets-all").addEventListener("click", () => { state.outlets = new Set(outlets); changed(); });
  byId("outlets-none").addEventListener("click", () => { state.outlets = new Set(); changed(); });
  byId("reset").addEventListener("click", () => { liftFilters(); select(null); });
  byId("show-everybody").addEventListener("click", () => { state.top = 0; changed(); fitMap({ animated: false }); });
}

/* With states rolled up, other actors and edges exist: the selection goes to what it became, or goes. */
function setRollUp(isOn) {
  const { selection } = state;
  state.rollUp = isOn;
  const next = isOn ? rolledModel() : plainModel;
  const become = (id) => (next.nodes.has(id) ? id : isOn && plainModel.nodes.has(id) ? stateOf(plainModel.nodes.get(id), plainModel.nodes) : null);
  if (selection?.kind === "actor") state.selection = become(selection.id) ? { ...selection, id: become(selection.id) } : null;
  else if (selection?.kind === "link" && !next.edges.has(selection.id)) state.selection = null;
  else if (selection?.kind === "path") {
    const ends = [become(selection.id), become(selection.to)];
    state.selection = ends.every(Boolean) && ends[0] !== ends[1] ? { kind: "path", id: ends[0], to: ends[1] } : null;
  }
  if (!state.selection) state.isolate = false;
  model = next;
  renderLegend();
}

/* Controls say what the state says, also after a link or a reset. */
function syncControls() {
  byId("min-weight").value = state.minWeight;
  byId("min-weight").disabled = plainModel.maxWeight < 2;
  byId("min-weight-value").value = numbers.format(state.minWeight);
  byId("min-confidence").value = state.minConfidence;
  byId("min-confidence-value").value = percents.format(state.minConfidence / 100);
  byId("hide-isolated").checked = state.hideIsolated;
  byId("hide-generic").checked = state.hideGeneric;
  byId("roll-up").checked = state.rollUp;
  byId("color-select").value = state.colorBy;
  if (byId("show-denied")) byId("show-denied").checked = state.denied;
  const sets = { relation: state.relations, modality: state.modalities, type: state.types, outlet: state.outlets };
  for (const box of document.querySelectorAll("[data-filter]")) box.checked = sets[box.dataset.filter].has(box.value);
  const text = say("counts", { actors: numbers.format(visible.nodes.length), all_actors: numbers.format(model.nodes.size), links: numbers.format(visible.edges.length), all_links: numbers.format([...model.edges.values()].filter((edge) => !edge.denied).length) });
  if (byId("counts").textContent !== text) byId("counts").textContent = text;
  syncTop();
  renderChips();
}

/* The best linked of a large graph, and the way to all of it. */
function syncTop() {
  byId("top-section").hidden = !isLarge;
  byId("top-note").hidden = !isLarge || !state.top;
  if (!isLarge) return;
  byId("top").value = state.top || allNodes.length;
  byId("top-value").value = numbers.format(state.top || allNodes.length);
  byId("top-text").textContent = say("top_note", { n: numbers.format(state.top), m: numbers.format(model.nodes.size) });
}

function renderChips() {
  const active = activeFilters();
  byId("chips").replaceChildren(...active.map(({ text, lift }) => h("li", {}, h("button", { type: "button", class: "chip", "aria-label": say("lift", { name: text }), title: say("lift", { name: text }), onclick: () => { lift(); changed(); } }, h("span", {}, text), h("span", { "aria-hidden": "true" }, "×")))), ...(active.length > 1 ? [h("li", {}, h("button", { type: "button", class: "quiet", onclick: liftFilters }, words.reset))] : []));
  byId("chips").hidden = !active.length;
}

/* Back to the opening filters; if they still hide the selection, let it through. */
function liftFilters() {
  const { selection, view, camera, rollUp, colorBy, depth } = state;
  Object.assign(state, defaults(), { selection, view, camera, rollUp, colorBy, depth });
  const edge = selection?.kind === "link" ? model.edges.get(selection.id) : null;
  if (edge) {
    state.relations.add(edge.type);
    state.denied = edge.denied;
    invite(edge.source);
    invite(edge.target);
  } else if (selection && !model.nodes.get(selection.id).edges.some(({ type }) => type !== CO_MENTION)) state.hideIsolated = false;
  changed();
}
