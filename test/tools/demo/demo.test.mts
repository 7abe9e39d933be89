import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOwner, provideSecrets } from '../../../tools/demo/secrets.mts';
import { FIRST_WORKFLOW } from '../../../tools/demo/settings.mts';
import { welcome } from '../../../tools/demo/welcome.mts';
import {
	CREDENTIAL_TYPE,
	HEADER_AUTH_TYPE,
	readExamples,
	withCredential,
	withHeaderAuth,
} from '../../../tools/demo/workflows.mts';
import {
	SANDBOX_CLIENT_ID,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../../sandbox/credentials.mts';

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a clone's secrets", () => {
	it('are made once, for the user alone, and differ from those of other clones', async () => {
		const file = join(folder, 'deep', 'secrets.json');
		const made = await provideSecrets(file);
		expect(await provideSecrets(file)).toEqual(made);
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		const others = await provideSecrets(join(folder, 'other.json'));
		expect(others.ownerPassword).not.toBe(made.ownerPassword);
		expect(others.webhookKey).not.toBe(made.webhookKey);
	});

	it('are made anew where the file lacks one', async () => {
		const file = join(folder, 'half.json');
		await writeFile(file, '{"ownerPassword":"x"}');
		expect((await provideSecrets(file)).webhookKey).toMatch(/^[\w-]{20}$/);
	});

	it("hold a password that n8n's rule takes", async () => {
		const { password } = demoOwner(await provideSecrets(join(folder, 'rule.json')));
		expect(password).toMatch(/^(?=.*[A-Z])(?=.*\d).{8,64}$/);
	});
});

describe('the welcome', () => {
	it('links the workflow to begin with, and shows all that is to be typed', async () => {
		const owner = demoOwner(await provideSecrets(join(folder, 'welcome.json')));
		const text = welcome({
			editorUrl: 'http://127.0.0.1:5678',
			sandboxUrl: 'http://127.0.0.1:4010',
			owner,
			seconds: 1,
		});
		const shown = [
			'http://127.0.0.1:4010',
			SANDBOX_USERNAME,
			SANDBOX_PRIVATE_KEY,
			SANDBOX_CLIENT_ID,
		];
		for (const each of [...shown, owner.email, owner.password]) expect(text).toContain(each);
		expect(text).toContain(`http://127.0.0.1:5678/workflow/${FIRST_WORKFLOW.id}`);
		const named = [...(await readExamples()).values()].find(({ id }) => id === FIRST_WORKFLOW.id);
		expect(named?.name).toBe(FIRST_WORKFLOW.name);
	});
});

describe('the examples with credentials', () => {
	const header = { id: 'h', name: 'Key' };
	const keys = { id: 'k', name: 'ConnectWise' };

	it.each([
		['fan-out-sync-part.json', ['Part Webhook']],
		['fan-out-sync.json', ['Ask Any Worker', 'Ask Again']],
	])('%s has the header chosen in %j and nowhere else', async (file, names) => {
		const example = (await readExamples()).get(file);
		if (!example) throw new Error(`There is no ${file}`);
		const { nodes } = withHeaderAuth(withCredential(example, keys), header);
		const withHeader = nodes.filter(({ credentials }) => credentials?.[HEADER_AUTH_TYPE]);
		expect(withHeader.map(({ name }) => name)).toEqual(names);
		expect(nodes.filter(({ credentials }) => credentials?.[CREDENTIAL_TYPE])).not.toEqual([]);
	});
});
