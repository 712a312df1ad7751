// Reads the status page at the given root with two libraries, and prints what each made of it.
const {Statuspage} = require('statuspage.io');
const {StatusPageClient} = require('@aero/statuspage');

async function withStatuspageIo(root) {
  const client = new Statuspage('any');
  client.setApiUrl(root);
  const {api} = client;
  return {
    summary: await api.getSummary(),
    status: await api.getStatus(),
    components: await api.getComponents(),
    incidents: await api.incidents.getAll(),
    unresolved: await api.incidents.getUnresolved(),
    // The other two ways to ask for maintenances read the same document in this release.
    upcoming: await api.scheduledMaintenances.getUpcoming(),
  };
}

async function withAero(root) {
  // A client remembers the path of its last request: each is good for one.
  const client = () => new StatusPageClient(root);
  const components = await client().components();
  return {
    summary: await client().summary(),
    status: await client().status(),
    components: components.map(({id, name, status, children}) => ({id, name, status, children: children.map(({name}) => name)})),
    incidents: await client().incidents(),
    unresolved: await client().incidents(true),
    active: await client().maintenances(),
  };
}

(async () => {
  const root = process.argv[2];
  console.log(JSON.stringify({'statuspage.io': await withStatuspageIo(root), aero: await withAero(root)}));
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
