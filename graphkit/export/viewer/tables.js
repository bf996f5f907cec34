/* The graph as two tables that sort: the same as the map, for eyes and readers that want text. */

const TABLE_ROWS = 200;
const sorting = { actors: { column: 3, isDown: true }, links: { column: 3, isDown: true } };

const TABLES = {
  actors: {
    title: () => words.actors,
    rows: () => [...visible.nodes],
    columns: () => [
      { name: words.col_actor, value: (node) => node.label, cell: (node) => [markOf(node), " ", actorButton(node.id)] },
      { name: words.type_label, value: (node) => word("type", node.type) },
      { name: words.country, value: (node) => (node.country ? countryName(node.country) : "") },
      { name: words.col_weight, value: (node) => node.strength },
      { name: words.col_links, value: (node) => node.links },
      { name: words.allies, value: (node) => partnersOf(node, "alliance") },
      { name: words.opponents, value: (node) => partnersOf(node, "opposition") },
      { name: words.col_mentions, value: (node) => node.mentions },
      { name: words.col_documents, value: (node) => node.documents },
    ],
  },
  links: {
    title: () => words.relations,
    rows: () => [...visible.edges],
    columns: () => [
      { name: words.col_source, value: (edge) => edge.from.label, cell: (edge) => h("button", { type: "button", class: "link", "data-link": edge.id, "aria-label": say("open_link", { source: edge.from.label, relation: word("relation", edge.type), target: edge.to.label }), onclick: () => select({ kind: "link", id: edge.id }) }, edge.from.label) },
      { name: words.col_relation, value: (edge) => word("relation", edge.type), cell: (edge) => h("span", { class: "kind-line" }, edgeMark(edge), word("relation", edge.type)) },
      { name: words.col_target, value: (edge) => edge.to.label },
      { name: words.col_weight, value: (edge) => edge.now.weight },
      { name: words.col_documents, value: (edge) => edge.now.documents },
      { name: words.col_sources, value: (edge) => edge.now.sources },
      { name: words.col_modality, value: (edge) => (edge.now.weight === 0 ? words.negated : edge.now.modality ? word("modality", edge.now.modality) : "") },
      { name: words.col_last, value: (edge) => edge.now.last ?? "", cell: (edge) => (edge.now.last ? sayDate(edge.now.last, "short") : "") },
    ],
  },
};

/* How many actors an actor is joined to by visible edges of a type. */
function partnersOf(node, type) {
  return new Set(node.edges.filter((edge) => edge.isShown && edge.type === type && edge.now.weight > 0).map((edge) => otherEnd(edge, node))).size;
}

function renderTable() {
  const place = byId("table-view");
  if (state.view === "map") return place.replaceChildren();
  const table = TABLES[state.view];
  const columns = table.columns();
  const order = sorting[state.view];
  const rows = table.rows().sort((a, b) => compareBy(columns[order.column].value, a, b) * (order.isDown ? -1 : 1) || collator.compare(a.id, b.id));
  const head = columns.map((column, index) => h("th", { scope: "col", "aria-sort": index === order.column ? (order.isDown ? "descending" : "ascending") : "none" }, h("button", { type: "button", onclick: () => sortBy(state.view, index) }, column.name, h("span", { class: "sort", "aria-hidden": "true" }, index === order.column ? (order.isDown ? "↓" : "↑") : ""))));
  const makeRow = (row) => h("tr", { class: state.selection?.id === row.id ? "is-selected" : null }, columns.map((column) => {
    const value = column.value(row);
    const isNumber = typeof value === "number";
    return h("td", { class: isNumber ? "number" : null }, column.cell ? column.cell(row) : isNumber ? numbers.format(value) : value);
  }));
  const body = longList(rows, makeRow, { first: TABLE_ROWS, tag: "tbody", className: "" });
  return place.replaceChildren(h("table", { class: "big" }, h("caption", { class: "sr" }, table.title()), h("thead", {}, h("tr", {}, head)), body[0]), ...body.slice(1));
}

function compareBy(value, a, b) {
  const [one, other] = [value(a), value(b)];
  return typeof one === "number" ? one - other : collator.compare(one, other);
}

function sortBy(view, column) {
  const order = sorting[view];
  sorting[view] = { column, isDown: order.column === column ? !order.isDown : typeof TABLES[view].columns()[column].value(TABLES[view].rows()[0] ?? {}) === "number" };
  renderTable();
}
