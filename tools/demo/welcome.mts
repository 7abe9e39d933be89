import {
	SANDBOX_CLIENT_ID,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../../test/sandbox/credentials.mts';
import type { Owner } from '../hosts/restClient.mts';
import { DEMO_CREDENTIAL, FIRST_WORKFLOW } from './settings.mts';

interface Welcome {
	readonly editorUrl: string;
	readonly sandboxUrl: string;
	readonly owner: Owner;
	readonly seconds: number;
}

/** The one block that `npm start` ends with. */
export function welcome({ editorUrl, sandboxUrl, owner, seconds }: Welcome): string {
	return `
────────────────────────────────────────────────────────────────────────
  n8n with the ConnectWise Manage node is ready (${seconds} s)

  Open this  ${editorUrl}/workflow/${FIRST_WORKFLOW.id}
  E-mail     ${owner.email}
  Password   ${owner.password}

  What to click
  1. The link opens the workflow
     "${FIRST_WORKFLOW.name}".
  2. Press "Execute workflow" and double-click a node to see its items.
  3. Build your own: "+", type "connectwise", choose an operation,
     and search the Operation ID by words such as "ticket note".

  The credential "${DEMO_CREDENTIAL.name}" talks to a simulated ConnectWise
  with made-up data up to today, which starts afresh each time.
  To see the credential's form, create one of your own:
    Site URL   ${sandboxUrl}
    Username   ${SANDBOX_USERNAME}
    Password   ${SANDBOX_PRIVATE_KEY}
    Client ID  ${SANDBOX_CLIENT_ID}

  Ctrl-C stops everything; npm run reset forgets workflows and account.
────────────────────────────────────────────────────────────────────────`;
}
