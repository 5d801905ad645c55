'use strict';

// Talks with Tiledesk's published client and prints what comes of it: a visitor and a customer
// write, each in a request of their own, then an agent looks for these and answers the first.
// Arguments: the API's URL, a project, and the tokens of visitor, customer and agent.

const { TiledeskClient } = require('@tiledesk/tiledesk-client');

const [APIURL, projectId, visitor, customer, agent] = process.argv.slice(2);

/** What a promise of the client's ends with; an error as what the server answered. */
async function outcome(call) {
  try {
    return await call;
  } catch (error) {
    return { error: (error.response && error.response.data) || error.message };
  }
}

// The client wants some key, and sends it nowhere.
const as = (token) => new TiledeskClient({ APIKEY: 'none', APIURL, projectId, token });
const write = (token, request, text) => outcome(as(token).sendSupportMessage(request, { text }));
const requestsFor = (token) =>
  outcome(
    new Promise((resolve, reject) => {
      as(token).getAllRequests(null, (error, body) => (error ? reject(error) : resolve(body)));
    }),
  );

async function main() {
  const requests = [TiledeskClient.newRequestId(projectId), TiledeskClient.newRequestId(projectId)];
  return {
    requests,
    visitor: await write(visitor, requests[0], 'Is anybody there?'),
    customer: await write(customer, requests[1], 'Where is my parcel?'),
    seen: await requestsFor(agent),
    agent: await write(agent, requests[0], 'I am.'),
  };
}

main().then((outcomes) => console.log(JSON.stringify(outcomes)));
