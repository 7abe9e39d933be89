import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Owner } from '../hosts/restClient.mts';

/** What is made once for each clone, so that no two demos share a key. */
export interface DemoSecrets {
	readonly ownerPassword: string;
	/** Value of the header that the example's webhook asks for. */
	readonly webhookKey: string;
}

const randomText = (): string => randomBytes(15).toString('base64url');

// n8n wants a capital letter and a digit.
const makeSecrets = (): DemoSecrets => ({
	ownerPassword: `Demo1-${randomText()}`,
	webhookKey: randomText(),
});

const isComplete = (value: Partial<DemoSecrets> | undefined): value is DemoSecrets =>
	Boolean(value?.ownerPassword && value.webhookKey);

/** Those that `file` holds; new ones, kept there for the user alone, if it holds none. */
export async function provideSecrets(file: string): Promise<DemoSecrets> {
	const text = await readFile(file, 'utf8').catch(() => '{}');
	const known = JSON.parse(text) as Partial<DemoSecrets>;
	if (isComplete(known)) return known;
	const made = makeSecrets();
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, JSON.stringify(made), { mode: 0o600 });
	return made;
}

/** Of the local n8n of the demo only; it listens on 127.0.0.1. */
export const demoOwner = ({ ownerPassword }: DemoSecrets): Owner => ({
	email: 'demo@example.com',
	password: ownerPassword,
	firstName: 'Demo',
	lastName: 'Owner',
});
