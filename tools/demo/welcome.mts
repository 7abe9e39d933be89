import { DEMO_CREDENTIAL, DEMO_OWNER } from './settings.mts';

interface Addresses {
	readonly editorUrl: string;
	readonly sandboxUrl: string;
	readonly seconds: number;
}

/** The one block that `npm start` ends with. */
export function welcome({ editorUrl, sandboxUrl, seconds }: Addresses): string {
	return `
────────────────────────────────────────────────────────────────────────
  n8n with the ConnectWise Manage node is ready (${seconds} s)

  Editor     ${editorUrl}
  E-mail     ${DEMO_OWNER.email}
  Password   ${DEMO_OWNER.password}

  What to click
  1. Sign in, then open the workflow
     "ConnectWise: open tickets per board to a table".
  2. Press "Execute workflow" and double-click a node to see its items.
  3. Build your own: "+", type "connectwise", choose an operation,
     and search the Operation ID by words such as "ticket note".

  The credential "${DEMO_CREDENTIAL.name}" talks to a simulated ConnectWise
  with made-up data (${sandboxUrl}), which starts afresh each time.

  Ctrl-C stops everything; npm run reset forgets workflows and account.
────────────────────────────────────────────────────────────────────────`;
}
