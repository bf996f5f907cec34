/* Actors, edges and statements: as they are, and with each state, its government and its army as one. */

const articles = rowsOf(packed.documents);
const relations = rowsOf(packed.relations);
const allNodes = rowsOf(packed.nodes);

/* Months are counted from year 0. A date of a year alone may be any of its months. */
const monthOf = (year, month) => Number(year) * 12 + Number(month) - 1;
function monthsOf(date) {
  const parts = /^(\d{4})(?:-(\d{2}))?/.exec(date ?? "");
  if (!parts) return null;
  const [, year, month] = parts;
  return month ? [monthOf(year, month), monthOf(year, month)] : [monthOf(year, 1), monthOf(year, 12)];
}
const monthText = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

/* Articles that copy one another are one group, of which one counts. */
const groups = new Map();
for (const article of articles) {
  article.months = monthsOf(article.date);
  const key = article.copy_of ?? article.id;
  if (!groups.has(key)) groups.set(key, { index: groups.size, original: key, articles: [] });
  article.group = groups.get(key);
  article.group.articles.push(article);
}
const articleOf = new Map(articles.map((article) => [article.id, article]));

let lastSentence = 0;
for (const relation of relations) {
  relation.article = articles[relation.doc];
  relation.months = monthsOf(relation.date);
  relation.counted = packed.same_sentence[relation.sentence] ?? relation.sentence;
  relation.rank = MODALITIES.indexOf(relation.modality);
  lastSentence = Math.max(lastSentence, relation.sentence);
}

const hasBlocs = allNodes.some((node) => node.bloc !== null);
const outletOf = (article) => article.outlet ?? "";

function makeModel(nodeList, edgeList) {
  const made = { nodes: new Map(nodeList.map((node) => [node.id, node])), edges: new Map(edgeList.map((edge) => [edge.id, edge])), pairs: new Map(), children: new Map() };
  for (const node of nodeList) {
    node.edges = [];
    if (!node.parent) continue;
    if (!made.children.has(node.parent)) made.children.set(node.parent, []);
    made.children.get(node.parent).push(node.id);
  }
  for (const edge of edgeList) {
    edge.from.edges.push(edge);
    edge.to.edges.push(edge);
    const key = pairKey(edge.source, edge.target);
    if (!made.pairs.has(key)) made.pairs.set(key, []);
    edge.pair = made.pairs.get(key);
    edge.pair.push(edge);
  }
  for (const node of nodeList) node.strength0 = node.edges.reduce((sum, edge) => sum + (edge.type === CO_MENTION ? 0 : edge.weight), 0);
  made.ranked = [...nodeList].sort((a, b) => b.strength0 - a.strength0 || b.mentions - a.mentions || (a.id < b.id ? -1 : 1));
  made.ranked.forEach((node, rank) => { node.place = rank; });
  made.maxWeight = Math.max(1, ...edgeList.map((edge) => Math.ceil(edge.weight)));
  return made;
}

const pairKey = (one, other) => (one < other ? `${one}\n${other}` : `${other}\n${one}`);

function makeEdge(row) {
  return { ...row, source: row.from.id, target: row.to.id, id: row.id ?? `${row.from.id}|${row.type}|${row.to.id}`, isThin: row.type === "affiliation" || row.type === CO_MENTION, isShown: false, now: null };
}

const plainModel = makeModel(allNodes, rowsOf(packed.edges).map((row) => makeEdge({ ...row, from: allNodes[row.source], to: allNodes[row.target], relations: row.relations.map((index) => relations[index]) })));

/* Governments, armies and office-holders speak for their state; see graphkit.actors.hierarchy.rolled_up. */
function stateOf(node, nodes) {
  let top = node;
  const seen = new Set([node.id]);
  while (["GOVERNMENT", "MILITARY", "PERSON"].includes(top.type)) {
    const parent = nodes.get(top.parent);
    if (!parent || seen.has(parent.id)) break;
    seen.add(parent.id);
    top = parent;
  }
  return top.type === "STATE" ? top.id : node.id;
}

const rolledModel = lazily(() => {
  const { aliases, docs } = actorBlock();
  const members = new Map();
  const top = new Map();
  for (const node of allNodes) {
    const id = stateOf(node, plainModel.nodes);
    top.set(node.id, id);
    if (!members.has(id)) members.set(id, []);
    members.get(id).push(node);
  }
  const kept = allNodes.filter((node) => top.get(node.id) === node.id).map((node) => {
    const own = members.get(node.id);
    const days = own.flatMap(({ first, last }) => [first, last]).filter(Boolean).sort();
    const cited = new Set(own.flatMap(({ index }) => docs[index]));
    return { ...node, members: own, aliases: own.flatMap(({ index }) => aliases[index]), docs: [...cited], mentions: own.reduce((sum, { mentions }) => sum + mentions, 0), documents: cited.size, first: days[0] ?? null, last: days.at(-1) ?? null };
  });
  const byId = new Map(kept.map((node) => [node.id, node]));
  const made = makeModel(kept, rolledEdges(top, byId));
  const heaviest = Math.max(1e-9, ...kept.map((node) => node.strength0));
  for (const node of kept) node.size = 7 + 19 * Math.sqrt(node.strength0 / heaviest); // as in flatten.py
  return made;
});

/* Regrouped as graphkit.graph does: between two actors a type is either directed or not. */
function rolledEdges(top, nodes) {
  const pairs = new Map();
  const found = [];
  for (const edge of plainModel.edges.values()) {
    const [source, target] = [top.get(edge.source), top.get(edge.target)];
    if (source === target) continue;
    const key = `${pairKey(source, target)}\n${edge.type}`;
    if (!pairs.has(key)) pairs.set(key, { type: edge.type, ends: [source, target], stated: new Map(), parts: [] });
    pairs.get(key).parts.push(edge);
    for (const relation of edge.relations) pairs.get(key).stated.set(relation, [source, target]);
  }
  for (const { type, ends, stated, parts } of pairs.values()) {
    if (!stated.size) { // counted together: no less than the best attested of its parts
      const best = parts.reduce((a, b) => (b.weight > a.weight ? b : a));
      found.push(makeEdge({ ...best, id: null, from: nodes.get(ends[0]), to: nodes.get(ends[1]) }));
      continue;
    }
    const isDirected = [...stated.keys()].some((relation) => relation.directed);
    const ways = new Map();
    const add = (way, relation) => { const key = way.join("\n"); if (!ways.has(key)) ways.set(key, { way, list: [] }); ways.get(key).list.push(relation); };
    for (const [relation, way] of stated) {
      const sorted = [...ends].sort();
      if (!isDirected) add(sorted, relation);
      else if (relation.directed) add(way, relation);
      else { add(sorted, relation); add([...sorted].reverse(), relation); }
    }
    for (const { way, list } of ways.values()) {
      list.sort((a, b) => (b.date ?? "").localeCompare(a.date ?? "") || a.rank - b.rank || a.index - b.index);
      const edge = makeEdge({ id: null, type, directed: isDirected, from: nodes.get(way[0]), to: nodes.get(way[1]), relations: list, examples: [], denied: list.every((relation) => relation.negated), weight: 0, documents: 0, sources: 0 });
      Object.assign(edge, tally(edge, () => true, ungroupedRoot));
      found.push(edge);
    }
  }
  return found;
}

/* ---------- what the statements of an edge say together, under a filter ---------- */

const seen = { sentences: new Int32Array(lastSentence + 1), articles: new Int32Array(articles.length), groups: new Int32Array(groups.size), turn: 0 };
const ungroupedRoot = (group) => articleOf.get(group.original) ?? group.articles[0];

/* `rootOf` gives the one article of a group of copies whose sentences count. */
function tally(edge, passes, rootOf) {
  seen.turn += 1;
  const now = { weight: 0, documents: 0, sources: 0, asserted: 0, claimed: 0, past: 0, possible: 0, negated: 0, modality: null, first: null, last: null, confidence: 0 };
  let [stated, best] = [0, MODALITIES.length];
  for (const relation of edge.relations) {
    if (!passes(relation)) continue;
    if (relation.negated) { now.negated += 1; continue; }
    stated += 1;
    now[relation.modality] += 1;
    best = Math.min(best, relation.rank);
    now.confidence = Math.max(now.confidence, relation.confidence);
    const { article, date } = relation;
    if (seen.articles[article.index] !== seen.turn) { seen.articles[article.index] = seen.turn; now.documents += 1; }
    if (seen.groups[article.group.index] !== seen.turn) { seen.groups[article.group.index] = seen.turn; now.sources += 1; }
    if (seen.sentences[relation.counted] !== seen.turn && (article.group.articles.length < 2 || rootOf(article.group) === article)) { seen.sentences[relation.counted] = seen.turn; now.weight += 1; }
    if (date && (!now.first || date < now.first)) now.first = date;
    if (date && (!now.last || date > now.last)) now.last = date;
  }
  if (stated) { now.weight = Math.max(1, now.weight); now.modality = MODALITIES[best]; }
  return now;
}

/* ---------- words about them ---------- */

let model = plainModel;
const label = (id) => model.nodes.get(id)?.label ?? plainModel.nodes.get(id)?.label ?? id;
const arrowOf = (edge) => (edge.directed ? "→" : "↔");
const aliasesOf = (node) => node.aliases ?? actorBlock().aliases[node.index];
const docsOf = (node) => node.docs ?? actorBlock().docs[node.index];
const otherEnd = (edge, node) => (edge.from === node ? edge.to : edge.from);
