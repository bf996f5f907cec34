/* What the reader has chosen, what that leaves visible, and both as a link. */

const OPENING = 300;
const MANY_ACTORS = 1500;
const isLarge = allNodes.length > MANY_ACTORS;

const outlets = [...new Set(relations.map((relation) => outletOf(relation.article)))].sort(collator.compare);
const dated = relations.filter(({ months, negated }) => months && months[0] === months[1] && !negated).map(({ months }) => months[0]);
const firstMonth = dated.reduce((a, b) => Math.min(a, b), Infinity);
const lastMonth = dated.reduce((a, b) => Math.max(a, b), -Infinity);
const hasTime = dated.length > 0 && lastMonth > firstMonth;

function defaults() {
  return {
    relations: new Set(RELATIONS.filter((type) => type !== CO_MENTION)),
    types: new Set(TYPES.concat("")),
    modalities: new Set(MODALITIES),
    denied: false,
    minWeight: 1,
    minConfidence: 0, // in hundredths
    outlets: new Set(outlets),
    since: null, // months, or null for no bound
    until: null,
    undated: false, // whether a period keeps what has no date
    hideIsolated: true,
    hideGeneric: false,
    rollUp: false,
    colorBy: "type",
    top: isLarge ? OPENING : 0, // so many of the best linked actors; 0 is all
    view: "map",
    selection: null, // { kind: "actor" | "link", id } or { kind: "path", id, to }
    depth: 1,
    isolate: false, // whether the rest is hidden, not dimmed
    camera: null, // { x, y, scale } once the reader has moved the map
  };
}

const state = defaults();
const visible = { nodes: [], edges: [], turn: 0 }; // turn: how often it was computed

const knownType = (type) => (TYPES.includes(type) ? type : "");
const isPeriod = () => state.since !== null || state.until !== null;

function isInPeriod(months) {
  if (!isPeriod()) return true;
  if (!months) return state.undated;
  return (state.since === null || months[1] >= state.since) && (state.until === null || months[0] <= state.until);
}

/* The filters that look at statements. */
function passes(relation) {
  return state.modalities.has(relation.modality) && relation.confidence * 100 >= state.minConfidence && isInPeriod(relation.months) && state.outlets.has(outletOf(relation.article));
}

const isArticleShown = (article) => isInPeriod(article.months) && state.outlets.has(outletOf(article));

/* Of an edge that is counted, not stated: all of it, if one of its examples passes. */
function passesWhole(edge) {
  return !edge.examples.length || edge.examples.some(([doc]) => isArticleShown(articles[doc]));
}

const rootIn = (group) => {
  const shown = group.articles.filter(isArticleShown);
  return shown.find((article) => article.id === group.original) ?? shown.reduce((a, b) => (!a || b.id < a.id ? b : a), null);
};

/* Counted anew only where a filter of statements has changed. */
function countStatements() {
  const key = JSON.stringify([[...state.modalities], state.minConfidence, [...state.outlets], state.since, state.until, state.undated]);
  if (model.counted === key) return;
  model.counted = key;
  const roots = new Map();
  const rootOf = (group) => { if (!roots.has(group)) roots.set(group, rootIn(group)); return roots.get(group); };
  for (const edge of model.edges.values()) {
    if (edge.relations.length) edge.now = tally(edge, passes, rootOf);
    else edge.now = { weight: passesWhole(edge) ? edge.weight : 0, documents: edge.documents, sources: edge.sources, negated: 0, modality: null, first: null, last: null };
  }
}

function isActorAllowed(node) {
  return state.types.has(knownType(node.type)) && !(state.hideGeneric && node.generic) && (!state.top || node.place < state.top || guests.has(node.id));
}

/* Actors beyond the best linked ones that the reader has asked for, with their strongest neighbours. */
const guests = new Set();
const GUESTS = 40;
function invite(id) {
  const node = model.nodes.get(id);
  if (!node || !state.top || (node.place < state.top && guests.size === 0)) return;
  guests.add(id);
  const near = [...node.edges].sort((a, b) => b.weight - a.weight).slice(0, GUESTS);
  for (const edge of near) if (edge.type !== CO_MENTION) guests.add(otherEnd(edge, node).id);
}

function isEdgeAllowed(edge) {
  if (!state.relations.has(edge.type) || !edge.from.isAllowed || !edge.to.isAllowed) return false;
  return edge.now.weight > 0 ? edge.now.weight >= state.minWeight : state.denied && edge.now.negated > 0;
}

function computeVisible() {
  model = state.rollUp ? rolledModel() : plainModel;
  countStatements();
  for (const node of model.nodes.values()) { node.isAllowed = isActorAllowed(node); node.strength = 0; node.links = 0; }
  let shown = [];
  for (const edge of model.edges.values()) {
    edge.isShown = isEdgeAllowed(edge);
    if (edge.isShown) shown.push(edge);
  }
  if (state.isolate && state.selection) {
    const part = selectedPart();
    for (const edge of shown) edge.isShown = part.nodes.has(edge.from) && part.nodes.has(edge.to);
    for (const node of model.nodes.values()) node.isAllowed &&= part.nodes.has(node);
    shown = shown.filter((edge) => edge.isShown);
  }
  for (const { from, to, type, now } of shown) {
    from.links += 1;
    to.links += 1;
    if (type !== CO_MENTION) { from.strength += now.weight; to.strength += now.weight; }
  }
  for (const node of model.nodes.values()) node.isShown = node.isAllowed && (!state.hideIsolated || node.links > 0);
  visible.turn += 1;
  visible.edges = shown;
  visible.nodes = [...model.nodes.values()].filter((node) => node.isShown);
}

/* ---------- what a selection keeps bright ---------- */

/* Null when nothing is selected. */
function selectedPart() {
  const { selection } = state;
  if (!selection) return null;
  if (selection.kind === "path") return pathPart();
  if (selection.kind === "actor") return neighbourhood(model.nodes.get(selection.id), state.depth);
  const edge = model.edges.get(selection.id);
  return { nodes: new Set([edge.from, edge.to]), edges: new Set(edge.pair.filter((other) => other.isShown || other === edge)) };
}

/* All that is at most `depth` visible edges away, and the edges that lead there. */
function neighbourhood(start, depth) {
  const part = { nodes: new Set([start]), edges: new Set() };
  let border = [start];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const node of border) {
      for (const edge of node.edges) {
        if (!edge.isShown) continue;
        part.edges.add(edge);
        const other = otherEnd(edge, node);
        if (!part.nodes.has(other)) { part.nodes.add(other); next.push(other); }
      }
    }
    border = next;
  }
  return part;
}

/* A shortest way over visible edges, whatever their direction; of several, the best attested. */
function shortestPath(start, end) {
  const reached = new Map([[start, { steps: 0, weight: 0, before: null }]]);
  let border = [start];
  while (border.length && !reached.has(end)) {
    const next = new Map();
    for (const node of border) {
      const { steps, weight } = reached.get(node);
      for (const edge of node.edges) {
        const other = otherEnd(edge, node);
        if (!edge.isShown || reached.has(other)) continue;
        const known = next.get(other);
        if (!known || weight + edge.now.weight > known.weight) next.set(other, { steps: steps + 1, weight: weight + edge.now.weight, before: node });
      }
    }
    for (const [node, found] of next) reached.set(node, found);
    border = [...next.keys()];
  }
  if (!reached.has(end)) return null;
  const path = [];
  for (let node = end; node; node = reached.get(node).before) path.unshift(node);
  return path;
}

function pathPart() {
  const [start, end] = [model.nodes.get(state.selection.id), model.nodes.get(state.selection.to)];
  const path = shortestPath(start, end);
  const part = { path, nodes: new Set(path ?? [start, end]), edges: new Set() };
  for (const [one, other] of stepsOf(path)) for (const edge of one.edges) if (edge.isShown && otherEnd(edge, one) === other) part.edges.add(edge);
  return part;
}

const stepsOf = (path) => (path ?? []).slice(1).map((node, index) => [path[index], node]);

/* ---------- the state as a link ---------- */

const sameSet = (one, other) => one.size === other.size && [...one].every((item) => other.has(item));
const without = (all, kept) => [...all].filter((item) => !kept.has(item));

/* The state as the part of the address after "#"; what is at its default is left out. */
function toHash() {
  const base = defaults();
  const query = new URLSearchParams();
  if (!sameSet(state.relations, base.relations)) query.set("rel", [...state.relations].join(","));
  if (!sameSet(state.types, base.types)) query.set("hide", without(base.types, state.types).join(","));
  if (!sameSet(state.modalities, base.modalities)) query.set("mod", [...state.modalities].join(","));
  for (const name of without(base.outlets, state.outlets)) query.append("not", name);
  if (state.denied) query.set("denied", "1");
  if (state.minWeight !== 1) query.set("min", state.minWeight);
  if (state.minConfidence) query.set("conf", state.minConfidence);
  if (state.since !== null) query.set("since", monthText(state.since));
  if (state.until !== null) query.set("until", monthText(state.until));
  if (state.undated) query.set("undated", "1");
  if (!state.hideIsolated) query.set("isolated", "1");
  if (state.hideGeneric) query.set("vague", "0");
  if (state.rollUp) query.set("states", "1");
  if (state.colorBy !== "type") query.set("color", state.colorBy);
  if (state.top !== base.top) query.set("top", state.top);
  if (state.view !== "map") query.set("view", state.view);
  if (state.selection) query.set(state.selection.kind, state.selection.id);
  if (state.selection?.kind === "path") query.set("to", state.selection.to);
  if (state.depth !== 1) query.set("depth", state.depth);
  if (state.isolate) query.set("only", "1");
  if (state.camera) query.set("at", [state.camera.x, state.camera.y].map(Math.round).concat(state.camera.scale.toFixed(3)).join(","));
  return query.toString();
}

/* Set the state from such a text; anything unknown in it is passed over. */
function fromHash(text) {
  const query = new URLSearchParams(text);
  const list = (name, known) => new Set(query.get(name).split(",").filter((item) => known.includes(item)));
  const number = (name, low, high, fallback) => (query.has(name) ? Math.min(high, Math.max(low, Number.parseInt(query.get(name), 10) || fallback)) : fallback);
  const month = (name) => { const found = monthsOf(query.get(name)); return found && hasTime ? Math.min(lastMonth, Math.max(firstMonth, found[0])) : null; };
  Object.assign(state, defaults());
  if (query.has("rel")) state.relations = list("rel", RELATIONS);
  if (query.has("mod")) state.modalities = list("mod", MODALITIES);
  if (query.has("hide")) for (const type of list("hide", TYPES.concat(""))) state.types.delete(type);
  for (const name of query.getAll("not")) state.outlets.delete(name);
  state.denied = query.has("denied");
  state.minWeight = number("min", 1, plainModel.maxWeight, 1);
  state.minConfidence = number("conf", 0, 100, 0);
  state.since = month("since");
  state.until = month("until");
  if (state.since !== null && state.until !== null && state.since > state.until) state.since = state.until = null;
  state.undated = query.has("undated");
  state.hideIsolated = !query.has("isolated");
  state.hideGeneric = query.get("vague") === "0";
  state.rollUp = query.has("states");
  if (COLORINGS.includes(query.get("color"))) state.colorBy = query.get("color");
  state.top = number("top", 0, allNodes.length, query.get("top") === "0" ? 0 : state.top);
  if (["actors", "links"].includes(query.get("view"))) state.view = query.get("view");
  state.depth = number("depth", 1, 3, 1);
  const { nodes, edges } = state.rollUp ? rolledModel() : plainModel;
  if (nodes.has(query.get("actor"))) state.selection = { kind: "actor", id: query.get("actor") };
  else if (edges.has(query.get("link"))) state.selection = { kind: "link", id: query.get("link") };
  else if (nodes.has(query.get("path")) && nodes.has(query.get("to"))) state.selection = { kind: "path", id: query.get("path"), to: query.get("to") };
  state.isolate = query.has("only") && state.selection !== null;
  const camera = (query.get("at") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) state.camera = { x: camera[0], y: camera[1], scale: camera[2] };
}

function writeHash() {
  const hash = toHash();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

/* ---------- the filters in words: for the chips, the picture and the citation ---------- */

/* Each filter that is not at its opening value, with what lifts it. */
function activeFilters() {
  const base = defaults();
  const found = [];
  const add = (text, lift) => found.push({ text, lift });
  const kept = (set, all, name) => (set.size <= all.size / 2 ? [...set].map(name).join(", ") || words.none : say("all_but", { names: without(all, set).map(name).join(", ") }));
  if (!sameSet(state.relations, base.relations)) add([...state.relations].map((type) => word("relation", type)).join(", ") || words.no_relation, () => { state.relations = base.relations; });
  if (!sameSet(state.types, base.types)) add(`${words.actors} : ${kept(state.types, base.types, (type) => (type ? word("type", type) : "?"))}`, () => { state.types = base.types; });
  if (!sameSet(state.modalities, base.modalities)) add([...state.modalities].map((name) => word("modality", name)).join(", ") || words.no_statement, () => { state.modalities = base.modalities; });
  if (!sameSet(state.outlets, base.outlets)) add(`${words.outlets} : ${kept(state.outlets, base.outlets, (name) => name || words.unknown_outlet)}`, () => { state.outlets = base.outlets; });
  if (state.denied) add(words.denied_shown, () => { state.denied = false; });
  if (state.minWeight !== 1) add(say("at_least", { n: count("sentences", state.minWeight) }), () => { state.minWeight = 1; });
  if (state.minConfidence) add(`${words.confidence} ≥ ${percents.format(state.minConfidence / 100)}`, () => { state.minConfidence = 0; });
  if (isPeriod()) add(sayPeriod(monthText(state.since ?? firstMonth), monthText(state.until ?? lastMonth)), () => { state.since = state.until = null; });
  if (!state.hideIsolated) add(words.isolated_shown, () => { state.hideIsolated = true; });
  if (state.hideGeneric) add(words.generic_hidden, () => { state.hideGeneric = false; });
  if (state.rollUp) add(words.rolled_up, () => setRollUp(false));
  if (state.isolate) add(words.isolated_part, () => { state.isolate = false; });
  return found;
}
