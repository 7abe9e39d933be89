import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalogue } from '../catalogue/load.mts';
import { clientOf, idsOf } from '../client.mts';
import type { Client } from '../client.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 100 });
	call = clientOf(sandbox.apiRoot);
	const body = {
		url: 'https://hook.example.com/?id=',
		objectId: 1,
		type: 'ticket',
		level: 'owner',
	};
	await call('POST', '/system/callbacks', { body });
});
afterAll(() => sandbox.close());

type Query = Readonly<Record<string, string | number>>;

/** Lists of documents want to know whose. */
const queryFor = (path: string): Query =>
	/\/documents(?:\/count)?$/.test(path) ? { recordType: 'Ticket', recordId: 1002 } : {};

/** Fills placeholders with ids that the lists before them give. */
async function existingPath(template: string): Promise<string> {
	let path = '';
	for (const segment of template.split('/').filter(Boolean)) {
		if (!segment.startsWith('{')) {
			path += `/${segment}`;
			continue;
		}
		const [id] = idsOf(await call('GET', path, { query: { ...queryFor(path), pageSize: 1 } }));
		path += `/${Number.isFinite(id) ? id : 1}`;
	}
	return path;
}

it(
	'answers every GET of the catalogue with 200 and the shape of its template',
	{ timeout: 60_000 },
	async () => {
		const { operations } = await loadCatalogue();
		const wrong: string[] = [];
		for (const { method, path: template, response } of operations) {
			if (method !== 'GET') continue;
			const path = await existingPath(template);
			const answer = await call('GET', path, { query: queryFor(path) });
			const shape = Array.isArray(answer.json) ? 'array' : typeof answer.json;
			const isShape =
				{ array: shape === 'array', object: shape === 'object', count: shape === 'object' }[
					response.kind as string
				] ?? true;
			if (answer.status !== 200 || !isShape)
				wrong.push(`${template} at ${path}: ${answer.status} ${shape}`);
		}
		expect(wrong).toEqual([]);
	},
);

it('never fails on its own for any write of the catalogue', { timeout: 60_000 }, async () => {
	const { operations } = await loadCatalogue();
	const wrong: string[] = [];
	for (const { method, path: template, body, response } of operations) {
		if (method === 'GET' || method === 'DELETE' || body.kind === 'multipart') continue;
		const path = await existingPath(template);
		const sent = body.kind === 'none' ? undefined : body.kind === 'object' ? {} : [];
		const { status } = await call(method, path, sent === undefined ? {} : { body: sent });
		const isFine = [200, 201, 204, 207, 400, 403].includes(status) || response.kind === 'text';
		if (!isFine) wrong.push(`${method} ${template} at ${path}: ${status}`);
	}
	expect(wrong).toEqual([]);
});
