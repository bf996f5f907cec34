/* Search, legend and filters. */

const SEARCH_ROWS = 12;
const searchIndex = [...nodes.values()].map((node) => ({ node, forms: [node.label, ...node.aliases.map((alias) => alias.form)].map((form) => ({ form, folded: fold(form) })) }));

/* Best first: label that starts so, word that starts so, anywhere; then other forms; then weight. */
function findActors(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const found = [];
  for (const { node, forms } of searchIndex) {
    let best = null;
    forms.forEach(({ form, folded }, index) => {
      const at = folded.indexOf(wanted);
      if (at < 0) return;
      const score = (at === 0 ? 0 : /[\s'-]/.test(folded[at - 1]) ? 1 : 2) + (index ? 3 : 0);
      if (!best || score < best.score) best = { node, score, form: index ? form : null };
    });
    if (best) found.push(best);
  }
  return found.sort((a, b) => a.score - b.score || b.node.weighted_degree - a.node.weighted_degree || collator.compare(a.node.label, b.node.label)).slice(0, SEARCH_ROWS);
}

function startSearch() {
  const input = byId("search");
  const list = byId("search-results");
  let active = -1;
  const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (id) => { input.value = ""; input.blur(); openFilters(false); select({ kind: "actor", id }); byId("panel").focus(); };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (list.children[index]?.id) input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const found = findActors(input.value);
    const rows = found.map(({ node, form }, index) => h("li", { id: `result-${index}`, role: "option", "data-actor": node.id, onmousedown: (event) => { event.preventDefault(); choose(node.id); } }, typeMark(node.type), h("span", { class: "row-name" }, node.label), form ? h("span", { class: "also" }, say("alias_of", { name: form })) : null));
    list.replaceChildren(...(rows.length ? rows : [h("li", { class: "empty" }, words.search_none)]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (rows.length) mark(0);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const rows = list.querySelectorAll("[data-actor]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (rows.length) mark((active + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
    } else if (event.key === "Enter" && rows[active]) choose(rows[active].dataset.actor);
    else if (event.key === "Escape" && input.value) { event.stopPropagation(); input.value = ""; close(); }
  });
}

/* ---------- legend: each row is a filter ---------- */

function tally(items, keyOf) {
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
  const byRelation = tally(edges.values(), (edge) => edge.type);
  const byType = tally(nodes.values(), (node) => knownType(node.type));
  const byModality = tally([...edges.values()].filter((edge) => edge.type !== CO_MENTION), (edge) => MODALITIES.filter((name) => edge[name] > 0));
  byId("legend-relations").replaceChildren(...RELATIONS.filter((type) => byRelation.has(type)).map((type) => legendRow("relation", () => state.relations, type, relationMark(type, { arrow: type !== CO_MENTION }), word("relation", type), byRelation.get(type))));
  byId("legend-modality").replaceChildren(...MODALITIES.filter((name) => byModality.has(name)).map((name) => legendRow("modality", () => state.modalities, name, h("span", { class: `ink ink-${name}` }), word("modality", name), byModality.get(name))));
  byId("legend-actors").replaceChildren(...TYPES.concat("").filter((type) => byType.has(type)).map((type) => legendRow("type", () => state.types, type, typeMark(type), type ? word("type", type) : "?", byType.get(type))));
}

function startFilters() {
  const weight = byId("min-weight");
  weight.max = maxWeight;
  weight.addEventListener("input", () => { state.minWeight = Number(weight.value); changed(); });
  for (const [id, name] of [["hide-isolated", "hideIsolated"], ["hide-generic", "hideGeneric"]]) byId(id).addEventListener("change", (event) => { state[name] = event.target.checked; changed(); });
  byId("reset").addEventListener("click", () => { liftFilters(); select(null); });
}

/* Controls say what the state says, also after a link or a reset. */
function syncControls() {
  byId("min-weight").value = state.minWeight;
  byId("min-weight").disabled = maxWeight < 2;
  byId("min-weight-value").value = numbers.format(state.minWeight);
  byId("hide-isolated").checked = state.hideIsolated;
  byId("hide-generic").checked = state.hideGeneric;
  const sets = { relation: state.relations, modality: state.modalities, type: state.types };
  for (const box of document.querySelectorAll("[data-filter]")) box.checked = sets[box.dataset.filter].has(box.value);
  byId("counts").textContent = say("counts", { actors: numbers.format(visible.nodes.size), all_actors: numbers.format(nodes.size), links: numbers.format(visible.edges.size), all_links: numbers.format(edges.size) });
}

/* Back to the opening filters; if they still hide the selection, let it through. */
function liftFilters() {
  const { selection, view, camera } = state;
  Object.assign(state, defaults(), { selection, view, camera });
  if (selection?.kind === "link") state.relations.add(edges.get(selection.id).type);
  else if (selection && !edgesOfNode.get(selection.id).some((edge) => edge.type !== CO_MENTION)) state.hideIsolated = false;
  changed();
}
