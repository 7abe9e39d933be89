import { join } from 'node:path';
import { DEV_FOLDER } from '../hosts/paths.mts';
import type { Owner } from '../hosts/restClient.mts';

export const DEMO_FOLDER = join(DEV_FOLDER, 'demo');
export const DEMO_LOCK = join(DEV_FOLDER, 'demo.lock');
export const USER_FOLDER = join(DEMO_FOLDER, 'n8n');

export const EDITOR_PORT = 5678;
export const SANDBOX_PORT = 4010;

/** Of the local n8n of the demo only; it listens on 127.0.0.1. */
export const DEMO_OWNER: Owner = {
	email: 'demo@example.com',
	password: 'ConnectWise1',
	firstName: 'Demo',
	lastName: 'Owner',
};

export const DEMO_CREDENTIAL = { id: 'cwDemoCredential', name: 'Local ConnectWise' };

/** Their webhooks answer only once they are published. */
export const PUBLISHED_WORKFLOWS = ['cwFanOutPart'];
