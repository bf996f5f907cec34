// What readers of others make of our files, as JSON on stdout. Packages are found by NODE_PATH.
const fs = require('fs');
const {pathToFileURL} = require('url');

function said(graph) {
  const {MultiGraph} = require('graphology');
  // Gephi Lite builds its own graph from the parsed one with addEdgeWithKey, which adds directed edges only.
  const lite = new MultiGraph();
  graph.forEachNode((node, attributes) => lite.addNode(node, attributes));
  graph.forEachEdge((edge, attributes, source, target) => lite.addEdgeWithKey(edge, source, target, attributes));
  return {
    type: graph.type,
    nodes: graph.mapNodes((id, attributes) => ({...attributes, id})),
    edges: graph.mapEdges((id, attributes, source, target, _s, _t, undirected) => ({
      ...attributes, id, source, target, directed: !undirected,
    })),
    lite: {nodes: lite.order, directed: lite.directedSize, undirected: lite.undirectedSize},
  };
}

async function read(path) {
  const text = fs.readFileSync(path, 'utf8');
  if (path.endsWith('.cypher')) {
    const {lintCypherQuery} = require('@neo4j-cypher/language-support');
    const found = lintCypherQuery(text, {});
    const errors = (found.diagnostics || found).filter(({severity}) => severity === 1);
    return {errors: errors.map(({message}) => message), statements: text.split('UNWIND [').length - 1};
  }
  const {MultiGraph} = require('graphology');
  if (path.endsWith('.graphml')) return said(require('graphology-graphml').parse(MultiGraph, text));
  if (path.endsWith('.gexf')) return said(require('graphology-gexf').parse(MultiGraph, text));
  const data = JSON.parse(text);
  if (path.endsWith('.cyjs')) {
    const cy = require('cytoscape')({headless: true, elements: data.elements, layout: {name: 'preset'}});
    return {
      nodes: cy.nodes().map(node => ({...node.data(), ...node.position(), isBoxed: node.isChild()})),
      edges: cy.edges().map(edge => edge.data()),
    };
  }
  const graph = new MultiGraph();  // as sigma needs it
  for (const {id, ...attributes} of data.nodes) graph.addNode(id, attributes);
  for (const {key, source, target, directed, ...attributes} of data.links)
    graph[directed ? 'addDirectedEdgeWithKey' : 'addUndirectedEdgeWithKey'](key, source, target, attributes);
  const {forceSimulation, forceLink} = await import(pathToFileURL(require.resolve('d3-force')));
  forceSimulation(data.nodes).force('link', forceLink(data.links).id(node => node.id)).stop().tick();
  return {...said(graph), resolved: data.links.filter(link => typeof link.source === 'object').length};
}

Promise.all(process.argv.slice(2).map(read)).then(
  results => process.stdout.write(JSON.stringify(results)),
  error => { console.error(error); process.exit(1); },
);
