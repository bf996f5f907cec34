/* The panel at the side: an overview, an actor's card, or the sentences behind a link. */

function renderPanel() {
  const panel = byId("panel");
  const { selection } = state;
  const content = !selection ? overview() : selection.kind === "actor" ? actorCard(nodes.get(selection.id)) : linkCard(edges.get(selection.id));
  panel.replaceChildren(...content);
  panel.scrollTop = 0;
  document.body.classList.toggle("has-selection", Boolean(selection));
}

function overview() {
  const shown = heaviest([...visible.edges].map((id) => edges.get(id)).filter((edge) => edge.type !== CO_MENTION));
  const actors = [...visible.nodes].map((id) => nodes.get(id)).sort((a, b) => b.weighted_degree - a.weighted_degree || collator.compare(a.label, b.label));
  return [
    h("div", { class: "card-head" }, h("h2", { class: "card-title" }, words.overview), h("p", { class: "lead" }, words.overview_text)),
    section(words.main_links, null, shown.length ? longList(shown, (edge) => linkRow(edge), { first: 10 }) : h("p", { class: "lead" }, words.no_links)),
    section(words.main_actors, null, longList(actors, actorRow, { first: 8 })),
  ];
}

function actorRow(node) {
  return h("li", {}, h("button", { type: "button", class: "row", onclick: () => select({ kind: "actor", id: node.id }) }, typeMark(node.type), h("span", { class: "row-name" }, node.label), h("span", { class: "number" }, numbers.format(node.weighted_degree))));
}

function section(title, number, ...content) {
  return h("section", { class: "block" }, h("h3", {}, title, number === null ? null : h("span", { class: "number" }, numbers.format(number))), ...content.flat());
}

function cardHead(...content) {
  return h("div", { class: "card-head" }, h("div", { class: "card-bar" }, h("button", { type: "button", class: "quiet", onclick: () => select(null) }, `← ${words.back}`), h("button", { type: "button", class: "tool icon", id: "close-panel", "aria-label": words.close, title: words.close, onclick: () => select(null) }, "×")), ...content);
}

/* Said when filters hide what the panel shows. */
function hiddenNote(isShown) {
  if (isShown) return null;
  return h("p", { class: "note" }, words.hidden_selection, " ", h("button", { type: "button", class: "link", onclick: liftFilters }, words.show_all));
}

/* ---------- an actor ---------- */

function actorCard(node) {
  const own = edgesOfNode.get(node.id);
  const facts = [word("type", node.type), node.country, node.generic ? words.generic : null].filter(Boolean).join(" · ");
  const stats = [[node.mentions, words.mentions_stat], [node.documents, words.documents_stat], [node.degree, words.links_stat]];
  return [
    cardHead(
      h("h2", { class: "card-title" }, typeMark(node.type), h("span", {}, node.label)),
      h("p", { class: "facts" }, facts),
      node.parent ? h("p", { class: "facts" }, `${words.part_of} `, nodes.has(node.parent) ? actorButton(node.parent) : node.parent) : null,
      partsLine(node),
      h("dl", { class: "stats" }, stats.map(([n, name]) => h("div", {}, h("dt", {}, name), h("dd", {}, numbers.format(n))))),
      node.first ? h("p", { class: "facts" }, say("period", { period: sayPeriod(node.first, node.last) })) : null,
      hiddenNote(visible.nodes.has(node.id)),
    ),
    ...[["alliance", words.allies], ["opposition", words.opponents], ["diplomacy", words.diplomacy], ["affiliation", words.affiliations], [CO_MENTION, words.co_mentions]].map(([type, title]) => partners(node, own, type, title)),
    aliasBlock(node),
    documentBlock(node),
  ].filter(Boolean);
}

function partsLine(node) {
  const parts = childrenOf.get(node.id) ?? [];
  if (!parts.length) return null;
  return h("p", { class: "facts" }, `${words.parts} `, parts.flatMap((id, index) => [index ? ", " : "", actorButton(id)]));
}

/* The number at the head counts actors, not edges. */
function partners(node, own, type, title) {
  const list = heaviest(own.filter((edge) => edge.type === type));
  if (!list.length) return null;
  const others = new Set(list.map((edge) => (edge.source === node.id ? edge.target : edge.source)));
  const block = section(title, others.size, longList(list, (edge) => linkRow(edge, node.id), { first: type === CO_MENTION ? 4 : 8 }));
  block.querySelector("h3").prepend(relationMark(type, { arrow: false }));
  return block;
}

function aliasBlock(node) {
  if (!node.aliases.length) return null;
  const row = (alias) => h("tr", {}, h("td", {}, alias.form), h("td", {}, word("kind", alias.kind)), h("td", { class: "number" }, numbers.format(alias.count)), h("td", { class: "rule" }, alias.rule));
  const body = longList(node.aliases, row, { first: 8, tag: "tbody", className: "" });
  const head = [words.alias_form, words.alias_kind, words.alias_count, words.alias_rule].map((name) => h("th", { scope: "col" }, name));
  return section(words.aliases, node.aliases.length, h("table", { class: "small" }, h("thead", {}, h("tr", {}, head)), body[0]), body[1] ?? "");
}

function documentBlock(node) {
  if (!node.docs.length) return null;
  const dated = [...node.docs].sort((a, b) => (graph.documents[b]?.date ?? "").localeCompare(graph.documents[a]?.date ?? "") || collator.compare(a, b));
  return section(words.documents, dated.length, longList(dated, (id) => h("li", { class: "source" }, sourceLine(id)), { first: 5 }));
}

/* ---------- a link ---------- */

function linkCard(edge) {
  const others = pairOf(edge.id).filter((other) => other !== edge);
  return [
    cardHead(
      h("h2", { class: "card-title pair" }, actorButton(edge.source), h("span", { class: "arrow", title: edge.directed ? "" : words.undirected }, arrowOf(edge)), actorButton(edge.target)),
      h("p", { class: "facts kind-line" }, relationMark(edge.type, { arrow: edge.directed }), h("strong", {}, word("relation", edge.type)), edge.event ? h("span", {}, word("event", edge.event)) : null, edge.modality && edge.modality !== "asserted" ? modalityBadge(edge.modality) : null),
      h("p", { class: "facts" }, [count("sentences", edge.weight), count("articles", edge.documents), count("sources", edge.sources)].join(", ")),
      edge.first ? h("p", { class: "facts" }, sayPeriod(edge.first, edge.last)) : null,
      hiddenNote(visible.edges.has(edge.id)),
    ),
    evidenceBlock(edge, true),
    others.length ? h("h3", { class: "between" }, words.between) : null,
    ...others.map((other) => evidenceBlock(other, false)),
  ].filter(Boolean);
}

/* Sentences of one edge, newest first; those that deny come last. */
function evidenceBlock(edge, isOpen) {
  const statements = evidenceOf(edge.id);
  const sorted = [...statements.filter((item) => !item.negated), ...statements.filter((item) => item.negated)];
  if (isOpen) return h("section", { class: "block evidence" }, longList(sorted, (item) => statement(item, edge), { first: 30, tag: "ol", className: "statements" }));
  const body = h("div", {});
  const title = h("summary", {}, relationMark(edge.type, { arrow: edge.directed }), h("span", { class: "row-name" }, `${word("relation", edge.type)} · ${label(edge.source)} ${arrowOf(edge)} ${label(edge.target)}`), h("span", { class: "number" }, numbers.format(edge.weight)));
  return h("details", { class: "block evidence", ontoggle: () => { if (!body.childElementCount) body.append(...longList(sorted, (item) => statement(item, edge), { first: 30, tag: "ol", className: "statements" })); } }, title, body);
}

function statement(item, edge) {
  const quote = h("blockquote", {}, item.parts.map(([text, role]) => (role ? h("mark", { class: role }, text) : text)));
  if (!item.modality) return h("li", { class: "statement" }, quote, h("p", { class: "source" }, sourceLine(item.doc)));
  const details = [item.event ? word("event", item.event) : null, item.intensity ? `${words.intensity} ${numbers.format(item.intensity)}` : null, `${words.confidence} ${numbers.format(item.confidence)}`, `${words.rule} ${item.rule}`];
  return h("li", { class: item.negated ? "statement is-negated" : "statement", "data-type": edge.type },
    h("p", { class: "statement-head" }, h("time", {}, sayDate(item.date)), modalityBadge(item.modality), item.negated ? h("span", { class: "badge badge-negated", title: words.negated_note }, words.negated) : null, item.by ? h("span", { class: "by" }, say("attributed", { name: item.by })) : null),
    quote,
    h("p", { class: "source" }, sourceLine(item.doc, item.date)),
    h("p", { class: "trace" }, details.filter(Boolean).join(" · ")),
  );
}

/* Outlet, title and date of an article; a link only where its address is http(s). */
function sourceLine(id, saidDate = null) {
  const source = graph.documents[id] ?? {};
  const title = source.title ?? id;
  const name = source.url ? h("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", title: words.open_article }, title) : h("span", {}, title);
  const copied = source.copy_of ? h("span", { class: "badge" }, say("copy", { name: graph.documents[source.copy_of]?.outlet ?? source.copy_of })) : null;
  const facts = [source.outlet, source.date && source.date !== saidDate ? sayDate(source.date) : null].filter(Boolean).join(", ");
  return [name, facts ? h("span", { class: "facts" }, ` — ${facts}`) : null, copied];
}
