import { join } from 'node:path';
import { DEV_FOLDER } from '../hosts/paths.mts';

export const DEMO_FOLDER = join(DEV_FOLDER, 'demo');
export const DEMO_LOCK = join(DEV_FOLDER, 'demo.lock');
export const SECRETS_FILE = join(DEMO_FOLDER, 'secrets.json');
export const USER_FOLDER = join(DEMO_FOLDER, 'n8n');

export const EDITOR_PORT = 5678;
export const SANDBOX_PORT = 4010;

export const DEMO_CREDENTIAL = { id: 'cwDemoCredential', name: 'Local ConnectWise' };
export const WEBHOOK_CREDENTIAL = { id: 'cwDemoWebhookKey', name: 'Key of the Part Webhook' };
export const WEBHOOK_HEADER = 'X-Part-Key';

/** The workflow to begin with: its id, by which the editor opens it, and its name. */
export const FIRST_WORKFLOW = {
	id: 'cwOpenPerBoard',
	name: 'ConnectWise: open tickets per board to a table',
};

/** Their webhooks answer only once they are published. */
export const PUBLISHED_WORKFLOWS = ['cwFanOutPart'];
