/* What the reader has chosen, what that leaves visible, and both as a link. */

const maxWeight = Math.max(1, ...[...edges.values()].map((edge) => Math.ceil(edge.weight)));

function defaults() {
  return {
    relations: new Set(RELATIONS.filter((type) => type !== CO_MENTION)),
    types: new Set(TYPES.concat("")),
    modalities: new Set(MODALITIES),
    minWeight: 1,
    hideIsolated: true,
    hideGeneric: false,
    view: "map",
    selection: null, // { kind: "actor" | "link", id }
    camera: null, // { x, y, scale } once the reader has moved the map
  };
}

const state = defaults();
let visible = { nodes: new Set(), edges: new Set() };

const knownType = (type) => (TYPES.includes(type) ? type : "");

function isActorAllowed(node) {
  return state.types.has(knownType(node.type)) && !(state.hideGeneric && node.generic);
}

function isEdgeVisible(edge) {
  return (
    state.relations.has(edge.type) &&
    edge.weight >= state.minWeight &&
    (edge.type === CO_MENTION || MODALITIES.some((name) => state.modalities.has(name) && edge[name] > 0)) &&
    isActorAllowed(nodes.get(edge.source)) &&
    isActorAllowed(nodes.get(edge.target))
  );
}

function computeVisible() {
  const shownEdges = new Set();
  const linked = new Set();
  for (const edge of edges.values()) {
    if (!isEdgeVisible(edge)) continue;
    shownEdges.add(edge.id);
    linked.add(edge.source).add(edge.target);
  }
  const shownNodes = new Set();
  for (const node of nodes.values()) {
    if (isActorAllowed(node) && (!state.hideIsolated || linked.has(node.id))) shownNodes.add(node.id);
  }
  visible = { nodes: shownNodes, edges: shownEdges };
}

/* The part of the graph that a selection keeps bright; null when nothing is selected. */
function selectedPart() {
  const { selection } = state;
  if (!selection) return null;
  const part = { nodes: new Set(), edges: new Set() };
  const touched = selection.kind === "actor" ? edgesOfNode.get(selection.id) : pairOf(selection.id);
  if (selection.kind === "actor") part.nodes.add(selection.id);
  for (const edge of touched) {
    if (!visible.edges.has(edge.id) && edge.id !== selection.id) continue;
    part.edges.add(edge.id);
    part.nodes.add(edge.source).add(edge.target);
  }
  return part;
}

function pairOf(edgeId) {
  const edge = edges.get(edgeId);
  return edgesOfPair.get(pairKey(edge.source, edge.target));
}

const sameSet = (one, other) => one.size === other.size && [...one].every((item) => other.has(item));

/* The state as the part of the address after "#"; what is at its default is left out. */
function toHash() {
  const base = defaults();
  const query = new URLSearchParams();
  if (!sameSet(state.relations, base.relations)) query.set("rel", [...state.relations].join(","));
  if (!sameSet(state.types, base.types)) query.set("hide", [...base.types].filter((type) => !state.types.has(type)).join(","));
  if (!sameSet(state.modalities, base.modalities)) query.set("mod", [...state.modalities].join(","));
  if (state.minWeight !== 1) query.set("min", state.minWeight);
  if (!state.hideIsolated) query.set("isolated", "1");
  if (state.hideGeneric) query.set("vague", "0");
  if (state.view !== "map") query.set("view", state.view);
  if (state.selection) query.set(state.selection.kind, state.selection.id);
  if (state.camera) query.set("at", [state.camera.x, state.camera.y].map(Math.round).concat(state.camera.scale.toFixed(3)).join(","));
  return query.toString();
}

/* Set the state from such a text; anything unknown in it is passed over. */
function fromHash(text) {
  const query = new URLSearchParams(text);
  const list = (name, known) => new Set(query.get(name).split(",").filter((item) => known.includes(item)));
  Object.assign(state, defaults());
  if (query.has("rel")) state.relations = list("rel", RELATIONS);
  if (query.has("mod")) state.modalities = list("mod", MODALITIES);
  if (query.has("hide")) for (const type of list("hide", TYPES.concat(""))) state.types.delete(type);
  if (query.has("min")) state.minWeight = Math.min(maxWeight, Math.max(1, Number.parseInt(query.get("min"), 10) || 1));
  state.hideIsolated = !query.has("isolated");
  state.hideGeneric = query.get("vague") === "0";
  if (["actors", "links"].includes(query.get("view"))) state.view = query.get("view");
  if (nodes.has(query.get("actor"))) state.selection = { kind: "actor", id: query.get("actor") };
  else if (edges.has(query.get("link"))) state.selection = { kind: "link", id: query.get("link") };
  const camera = (query.get("at") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) state.camera = { x: camera[0], y: camera[1], scale: camera[2] };
}

function writeHash() {
  const hash = toHash();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}
