import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installHost } from '../../tools/hosts/installHost.mts';
import { PASS_THROUGH_TYPE, runWorkflow } from '../engine/harness.mts';
import { sandboxHeaders } from '../sandbox/credentials.mts';
import { EVERYTHING } from '../sandbox/records/store.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';

const HOST_VERSION = '2.40.7';
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const TYPE_VERSION = 4.2;

interface VersionedNode {
	getNodeType(version: number): INodeType;
}

let sandbox: Sandbox;
let httpRequest: INodeType;

beforeAll(async () => {
	const { folder } = await installHost(HOST_VERSION, (line) => process.stdout.write(`${line}\n`));
	const base = createRequire(join(folder, 'node_modules', 'n8n-nodes-base', 'package.json'));
	const { HttpRequest } = base('./dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => VersionedNode;
	};
	httpRequest = new HttpRequest().getNodeType(TYPE_VERSION);
	sandbox = await startSandbox({ size: 620 });
}, 1_800_000);
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const pairs = (values: Readonly<Record<string, string>>) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
});

/** The vendor's content type is none that the node takes for JSON by itself. */
const AS_JSON = { response: { response: { responseFormat: 'json' } } };

async function send(path: string, more: INodeParameters = {}, query: Record<string, string> = {}) {
	const parameters: INodeParameters = {
		url: `${sandbox.apiRoot}${path}`,
		sendHeaders: true,
		headerParameters: pairs(sandboxHeaders()),
		sendQuery: true,
		queryParameters: pairs(query),
		...more,
		options: { ...AS_JSON, ...(more['options'] as INodeParameters) },
	};
	const result = await runWorkflow({
		nodeTypes: { [HTTP_REQUEST]: httpRequest },
		nodes: [
			{ name: 'Start', type: PASS_THROUGH_TYPE },
			{ name: 'HTTP Request', type: HTTP_REQUEST, typeVersion: TYPE_VERSION, parameters },
		],
	});
	return { ...result, items: result.outputOf('HTTP Request').map(({ json }) => json) };
}

const json = (body: unknown): INodeParameters => ({
	sendBody: true,
	specifyBody: 'json',
	jsonBody: JSON.stringify(body),
});

const allIds = () => sandbox.store('service/tickets').select(EVERYTHING, 0, Infinity);

describe("n8n's HTTP Request node", () => {
	it('reads all tickets by following the Link header', async () => {
		const pagination = {
			pagination: {
				paginationMode: 'responseContainsNextURL',
				nextURL: '={{ ($response.headers.link.match(/<([^>]+)>; rel="next"/) || [])[1] }}',
				paginationCompleteWhen: 'other',
				completeExpression: '={{ !/rel="next"/.test($response.headers.link || "") }}',
			},
		};
		const { items, error } = await send(
			'/service/tickets',
			{ options: { pagination } },
			{ pageSize: '250', fields: 'id' },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ id }) => id)).toEqual(allIds());
		expect(sandbox.journal.count({ path: /service\/tickets/ })).toBe(3);
	});

	it('reads all tickets by counting pages until one is empty', async () => {
		const pagination = {
			pagination: {
				paginationMode: 'updateAParameterInEachRequest',
				parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
				paginationCompleteWhen: 'receiveSpecificStatusCodes',
				statusCodesWhenComplete: '404',
				limitPagesFetched: true,
				maxRequests: 3,
			},
		};
		const { items, error } = await send(
			'/service/tickets',
			{ options: { pagination } },
			{ pageSize: '250', fields: 'id' },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ id }) => id)).toEqual(allIds());
	});

	it('filters', async () => {
		const query = {
			conditions: 'board/name like "Help*" and closedFlag=false',
			fields: 'id,closedFlag',
		};
		const { items } = await send('/service/tickets', {}, query);
		expect(items).toHaveLength(25);
		expect(new Set(items.map(({ closedFlag }) => closedFlag))).toEqual(new Set([false]));
	});

	it('creates, patches and deletes a ticket', async () => {
		const made = await send('/service/tickets', {
			method: 'POST',
			...json({ summary: 'Sample', company: { id: 2 } }),
		});
		const id = Number(made.items[0]?.['id']);
		expect(allIds()).toContain(id);
		const change = [{ op: 'replace', path: 'summary', value: 'Other' }];
		const patched = await send(`/service/tickets/${id}`, { method: 'PATCH', ...json(change) });
		expect(patched.items[0]).toMatchObject({ id, summary: 'Other' });
		const deleted = await send(`/service/tickets/${id}`, {
			method: 'DELETE',
			options: { response: { response: { responseFormat: 'autodetect' } } },
		});
		expect(deleted.error).toBeUndefined();
		expect(allIds()).not.toContain(id);
	});

	it('meets refusals', async () => {
		const { error } = await send('/service/tickets/1', {});
		expect(error).toMatchObject({ httpCode: '404' });
		const refused = await send('/service/tickets', {}, { conditions: 'nothing=1' });
		expect(JSON.stringify(refused.error)).toContain('nothing is not a recognized name.');
	});
});
