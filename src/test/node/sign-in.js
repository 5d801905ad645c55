'use strict';

// Signs in with Tiledesk's published client, by all three calls, and prints what it calls back with.
// Arguments: the API's URL, a project, an agent's e-mail and password, a custom token.

const { TiledeskClient } = require('@tiledesk/tiledesk-client');

const [APIURL, project, email, password, customToken] = process.argv.slice(2);
const options = { APIURL };
// The client wants some key, and sends it nowhere.
const apiKey = 'none';

/** What the client calls back with; the first time, as it may call back twice. */
function outcome(call) {
  return new Promise((resolve) => call((error, body) => resolve(error ? failure(error) : body)));
}

function failure(error) {
  return {
    error: error.message,
    status: error.response && error.response.status,
    body: error.response && error.response.data,
  };
}

const withPassword = (secret) =>
  outcome((done) => TiledeskClient.authEmailPassword(apiKey, email, secret, options, done));
const asVisitor = () =>
  outcome((done) => TiledeskClient.anonymousAuthentication(project, apiKey, options, done));
const withToken = (token) =>
  outcome((done) => TiledeskClient.customAuthentication(token, apiKey, options, done));

async function main() {
  const agent = await withPassword(password);
  const visitor = await asVisitor();
  const customer = await withToken(customToken);
  return {
    agent,
    visitor,
    customer,
    agentAgain: await withToken(agent.token),
    visitorAgain: await withToken(visitor.token),
    customerAgain: await withToken(customer.token),
    wrongPassword: await withPassword(`not ${password}`),
    wrongToken: await withToken('no.custom.token'),
  };
}

main().then((outcomes) => console.log(JSON.stringify(outcomes)));
