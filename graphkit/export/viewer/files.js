/* The visible graph as GraphML, GEXF and CSV, in the columns of flatten.py, and citations as text. */

const NODE_COLUMNS = { label: "string", actor_type: "string", country: "string", bloc: "string", parent: "string", generic: "boolean", aliases: "string", mentions: "int", documents: "int", first_date: "string", last_date: "string", degree: "int", weighted_degree: "double", alliances: "int", oppositions: "int", size: "double", color: "string", x: "double", y: "double" };
const EDGE_COLUMNS = { label: "string", relation: "string", polarity: "int", symmetric: "boolean", weight: "double", modality: "string", confidence: "double", documents: "int", sources: "int", asserted: "int", claimed: "int", possible: "int", past: "int", negated: "int", first_date: "string", last_date: "string", evidence: "string", edge_key: "string", color: "string" };
const LIST_SEPARATOR = " | ";
const MAX_SENTENCES = 3;

const rounded = (n, digits) => Math.round(n * 10 ** digits) / 10 ** digits + 0;

function nodeRow(node) {
  const aliases = new Set(aliasesOf(node).map(([form]) => form).filter(Boolean));
  return {
    id: node.id, label: node.label, actor_type: node.type, country: node.country, bloc: node.bloc, parent: node.parent, generic: node.generic,
    aliases: [...aliases].join(LIST_SEPARATOR) || null, mentions: node.mentions, documents: node.documents, first_date: node.first, last_date: node.last,
    degree: node.edges.filter((edge) => edge.isShown && edge.type !== CO_MENTION && edge.now.weight > 0).length, weighted_degree: rounded(node.strength, 4),
    alliances: partnersOf(node, "alliance"), oppositions: partnersOf(node, "opposition"),
    size: rounded(node.size, 2), color: typeLook(node.type).color, x: rounded(node.x, 1), y: rounded(-node.y, 1),
  };
}

function edgeRow(edge) {
  const { now } = edge;
  return {
    id: edge.id, source: edge.source, target: edge.target, directed: edge.directed, label: edge.type, relation: edge.type, polarity: SIGNS[edge.type] ?? 0,
    symmetric: !edge.directed, weight: now.weight, modality: now.modality, confidence: now.confidence ?? null, documents: now.documents, sources: now.sources,
    asserted: now.asserted ?? 0, claimed: now.claimed ?? 0, possible: now.possible ?? 0, past: now.past ?? 0, negated: now.negated,
    first_date: now.first, last_date: now.last, evidence: sentencesOf(edge).slice(0, MAX_SENTENCES).join(LIST_SEPARATOR) || null, edge_key: edge.id, color: relationLook(edge.type).color,
  };
}

/* The distinct sentences of an edge that pass the filters, best support first. */
function sentencesOf(edge) {
  const { sentences, details } = evidenceBlock();
  const stated = edge.relations.filter((relation) => !relation.negated && passes(relation)).sort((a, b) => a.rank - b.rank || b.confidence - a.confidence || (details[a.index].id < details[b.index].id ? -1 : 1));
  const found = edge.relations.length ? stated.map(({ sentence }) => sentence) : edge.examples.map(([, sentence]) => sentence);
  return [...new Set(found.map((sentence) => sentences[sentence].replace(/\s+/g, " ").trim()))];
}

/* What is only denied is no edge in a file. */
const rowsShown = () => ({ nodes: visible.nodes.map(nodeRow), edges: visible.edges.filter((edge) => edge.now.weight > 0).map(edgeRow) });

const escapeXml = (text) => String(text).replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
const cdata = (value) => (/[&<>]/.test(String(value)) ? `<![CDATA[${String(value).replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : String(value));
const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/* For Gephi, as graphml.py says: the kind is the XML attribute "label", and every edge says its direction. */
function graphml() {
  const { nodes, edges } = rowsShown();
  const keyOf = (name) => (name === "label" ? "edgelabel" : name in NODE_COLUMNS ? `edge_${name}` : name);
  const data = (row, columns, key) => Object.keys(columns).filter((name) => row[name] !== null && row[name] !== undefined).map((name) => `<data key="${key(name)}">${cdata(row[name])}</data>`).join("");
  return [
    XML_HEAD,
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...Object.entries(NODE_COLUMNS).map(([name, type]) => `<key id="${name}" for="node" attr.name="${name}" attr.type="${type}"/>`),
    ...Object.entries(EDGE_COLUMNS).map(([name, type]) => `<key id="${keyOf(name)}" for="edge" attr.name="${name}" attr.type="${type}"/>`),
    '<graph edgedefault="undirected">',
    ...nodes.map((row) => `<node id="${escapeXml(row.id)}">${data(row, NODE_COLUMNS, (name) => name)}</node>`),
    ...edges.map((row) => `<edge id="${escapeXml(row.id)}" source="${escapeXml(row.source)}" target="${escapeXml(row.target)}" directed="${row.directed}" label="${escapeXml(row.relation)}">${data(row, EDGE_COLUMNS, keyOf)}</edge>`),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

/* First and last day of a date of any precision. */
function daysOf(date) {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date ?? "");
  if (!parts) return [];
  const [, year, month, day] = parts;
  const lastDay = new Date(Date.UTC(+year, +(month ?? 12), 0)).getUTCDate();
  return [`${year}-${month ?? "01"}-${day ?? "01"}`, `${year}-${month ?? "12"}-${day ?? String(lastDay).padStart(2, "0")}`];
}

function spanOf(rows) {
  const days = rows.flatMap((row) => [...daysOf(row.first_date), ...daysOf(row.last_date)]).sort();
  return days.length ? [days[0], days.at(-1)] : null;
}

/* GEXF 1.3, as gexf.py says: no default direction, a timeline where there are dates. */
function gexf() {
  const { nodes, edges } = rowsShown();
  const nodeColumns = Object.keys(NODE_COLUMNS).filter((name) => !["label", "size", "color", "x", "y"].includes(name));
  const edgeColumns = Object.keys(EDGE_COLUMNS).filter((name) => !["label", "weight", "color"].includes(name));
  const declare = (kind, names, columns) => [`<attributes class="${kind}" mode="static">`, ...names.map((name) => `<attribute id="${name}" title="${name}" type="${columns[name] === "int" ? "integer" : columns[name]}"/>`), "</attributes>"];
  const values = (row, names) => `<attvalues>${names.filter((name) => row[name] !== null && row[name] !== undefined).map((name) => `<attvalue for="${name}" value="${escapeXml(row[name])}"/>`).join("")}</attvalues>`;
  const spells = (span) => (span ? `<spells><spell start="${span[0]}" end="${span[1]}"/></spells>` : "");
  const rgb = (color) => [1, 3, 5].map((at, index) => `${"rgb"[index]}="${Number.parseInt(color.slice(at, at + 2), 16)}"`).join(" ");
  const touching = new Map(nodes.map((row) => [row.id, [row]]));
  for (const row of edges) { touching.get(row.source).push(row); touching.get(row.target).push(row); } // an edge cannot outlive its ends
  const isDynamic = spanOf([...nodes, ...edges]) !== null;
  return [
    XML_HEAD,
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta><creator>graphkit</creator><description>${escapeXml(pictureTitle())}</description></meta>`,
    `<graph ${isDynamic ? 'mode="dynamic" timeformat="date" timerepresentation="interval"' : 'mode="static"'}>`,
    ...declare("node", nodeColumns, NODE_COLUMNS),
    ...declare("edge", edgeColumns, EDGE_COLUMNS),
    "<nodes>",
    ...nodes.map((row) => `<node id="${escapeXml(row.id)}" label="${escapeXml(row.label)}">${values(row, nodeColumns)}${spells(spanOf(touching.get(row.id)))}<viz:size value="${row.size}"/><viz:position x="${row.x}" y="${row.y}" z="0.0"/><viz:color ${rgb(row.color)}/></node>`),
    "</nodes>",
    "<edges>",
    ...edges.map((row) => `<edge id="${escapeXml(row.id)}" source="${escapeXml(row.source)}" target="${escapeXml(row.target)}" type="${row.directed ? "directed" : "undirected"}" kind="${escapeXml(row.relation)}" label="${escapeXml(row.relation)}" weight="${row.weight}">${values(row, edgeColumns)}${spells(spanOf([row]))}<viz:color ${rgb(row.color)}/></edge>`),
    "</edges>",
    "</graph>",
    "</gexf>",
    "",
  ].join("\n");
}

/* A cell; text that a spreadsheet would run as a formula gets a leading apostrophe. */
function cell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(header, rows) {
  return [Object.keys(header).join(","), ...rows.map((row) => Object.values(header).map((name) => cell(row[name])).join(","))].join("\n") + "\n";
}

function nodesCsv() {
  const rest = Object.keys(NODE_COLUMNS).filter((name) => name !== "label");
  return csv({ Id: "id", Label: "label", ...Object.fromEntries(rest.map((name) => [name, name])) }, rowsShown().nodes);
}

function edgesCsv() {
  const rest = Object.keys(EDGE_COLUMNS).filter((name) => !["label", "relation", "weight", "edge_key"].includes(name));
  const rows = rowsShown().edges.map((row) => ({ ...row, way: row.directed ? "Directed" : "Undirected" }));
  return csv({ Source: "source", Target: "target", Type: "way", Kind: "relation", Id: "id", Label: "label", Weight: "weight", ...Object.fromEntries(rest.map((name) => [name, name])) }, rows);
}

/* ---------- citations ---------- */

function sourceText(article, date) {
  return [article.outlet, article.title ? say("quoted", { text: article.title }) : article.id, sayDate(article.date ?? date), article.url].filter(Boolean).join(", ");
}

/* One statement, or all of an edge that pass the filters, each with its source. */
function citation(edge, only = null) {
  const { sentences, details } = evidenceBlock();
  const head = `${edge.from.label} ${arrowOf(edge)} ${edge.to.label} (${word("relation", edge.type)})`;
  const one = (relation) => {
    const { by } = details[relation.index];
    const status = [relation.modality === "asserted" ? null : word("modality", relation.modality), by ? say("attributed", { name: by }) : null, relation.negated ? words.negated : null].filter(Boolean).join(", ");
    return `${say("quoted", { text: sentences[relation.sentence] })}${status ? ` [${status}]` : ""} — ${sourceText(relation.article, relation.date)}`;
  };
  const chosen = only ? [only] : edge.relations.filter((relation) => !relation.negated && passes(relation));
  const examples = only || edge.relations.length ? [] : edge.examples.map(([doc, sentence]) => `${say("quoted", { text: sentences[sentence] })} — ${sourceText(articles[doc])}`);
  return [head, ...chosen.map(one), ...examples, say("cited_with", { address: location.href })].join("\n");
}

function graphCitation() {
  const filters = activeFilters().map(({ text }) => text).join(" · ");
  return [say("graph_citation", { title: pictureTitle(), counts: byId("counts").textContent, facts: corpusFacts() }), filters ? `${words.filters} : ${filters}.` : null, say("cited_with", { address: location.href })].filter(Boolean).join("\n");
}
