import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, idsOf, recordOf, recordsOf } from '../client.mts';
import type { Client } from '../client.mts';
import { EVERYTHING } from '../records/store.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 1_300 });
	call = clientOf(sandbox.apiRoot);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const forwardOnly = { 'pagination-type': 'forward-only' };
const allIds = () => sandbox.store('service/tickets').select(EVERYTHING, 0, Infinity);
const queryOfLink = (link: string | null) =>
	Object.fromEntries(new URL(/<([^>]+)>/.exec(link ?? '')?.[1] ?? '').searchParams);

describe('navigable pages', () => {
	it('hold 25 records unless asked, and 1000 at most', async () => {
		expect(idsOf(await call('GET', '/service/tickets'))).toEqual(allIds().slice(0, 25));
		sandbox.switches.set('largestPage', 100);
		sandbox.switches.set('largerPages', 'refused');
		for (const pageSize of [101, 5_000]) {
			const refused = await call('GET', '/service/tickets', { query: { pageSize } });
			expect([refused.status, refused.json]).toMatchObject([
				400,
				{ code: 'OutOfRange', message: 'pageSize must be between 1 and 100' },
			]);
		}
		sandbox.switches.set('largestPage', 1000);
		sandbox.switches.set('largerPages', 'capped');
		const capped = await call('GET', '/service/tickets', { query: { pageSize: 5_000 } });
		expect(recordsOf(capped)).toHaveLength(1_000);
	});

	it('are empty past the end', async () => {
		const answer = await call('GET', '/service/tickets', { query: { page: 999 } });
		expect([answer.status, answer.text]).toEqual([200, '[]']);
	});

	it('are linked as the cloud does it: filters repeated, lower-case hex, doubled slashes', async () => {
		const query = { conditions: 'closedFlag=false and id > 5', pageSize: 10 };
		const { headers } = await call('GET', '/service/tickets', { query });
		const root = `${sandbox.apiRoot}//service/tickets/?conditions=closedFlag%3dfalse+and+id+%3e+5&pageSize=10`;
		expect(headers.get('link')).toMatch(/; rel="next", <.*>; rel="last"$/);
		expect(headers.get('link')).toContain(`<${root}&page=2>; rel="next"`);
	});

	it('name first and prev in the middle, and no next at the end', async () => {
		const link = async (page: number) =>
			(await call('GET', '/service/tickets', { query: { pageSize: 500, page } })).headers.get(
				'link',
			) ?? '';
		const rels = (text: string) => [...text.matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel);
		expect(rels(await link(1))).toEqual(['next', 'last']);
		expect(rels(await link(2))).toEqual(['next', 'last', 'first', 'prev']);
		expect(rels(await link(3))).toEqual(['first', 'prev']);
		sandbox.switches.set('linkLast', false);
		expect(rels(await link(1))).toEqual(['next']);
	});

	it('have no Link if one page holds all', async () => {
		const { headers } = await call('GET', '/service/boards');
		expect(headers.get('link')).toBeNull();
	});

	it('read by following next give every record once', async () => {
		const seen: number[] = [];
		let next: string | undefined = `${sandbox.apiRoot}/service/tickets?pageSize=400&fields=id`;
		while (next) {
			const answer = await clientOf('')('GET', next);
			seen.push(...idsOf(answer));
			next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
		}
		expect(seen).toEqual(allIds());
	});

	it('follow any order, ids last', async () => {
		const query = {
			orderBy: 'board/name desc,summary',
			pageSize: 1_000,
			fields: 'id,summary,board/name',
		};
		const records = recordsOf(await call('GET', '/service/tickets', { query }));
		const keys = records.map((record) => String(Object(record['board'])['name']));
		expect(keys).toEqual([...keys].sort().reverse());
	});
});

describe('forward-only pages', () => {
	it('go by id and end with an empty Link', async () => {
		const seen: number[] = [];
		let query: Record<string, string> = { pageSize: '500' };
		for (;;) {
			const answer = await call('GET', '/service/tickets', { query, headers: forwardOnly });
			seen.push(...idsOf(answer));
			const link = answer.headers.get('link');
			expect(link).not.toBeNull();
			if (link === '') break;
			query = queryOfLink(link);
			expect(query).toEqual({ pageSize: '500', pageId: String(seen.at(-1)) });
		}
		expect(seen).toEqual(allIds());
	});

	it('refuse or ignore an order', async () => {
		const request = { query: { orderBy: 'id desc' }, headers: forwardOnly };
		expect((await call('GET', '/service/tickets', request)).status).toBe(400);
		sandbox.switches.set('forwardOnlyOrderBy', 'ignored');
		expect(idsOf(await call('GET', '/service/tickets', request))).toEqual(allIds().slice(0, 25));
	});

	it('are not known to the audit trail: no Link at all', async () => {
		const query = { type: 'Ticket', id: 1 };
		const answer = await call('GET', '/system/audittrail', { query, headers: forwardOnly });
		expect([answer.status, answer.headers.get('link')]).toEqual([200, null]);
	});
});

describe('paging by switches', () => {
	const list = async (query: Record<string, string | number>) =>
		await call('GET', '/service/tickets', { query, headers: forwardOnly });

	it('ignores the forward-only mode: a navigable Link that repeats pageId', async () => {
		sandbox.switches.set('forwardOnlyMode', 'ignored');
		const { headers } = await list({ pageSize: 500, pageId: 0 });
		expect(queryOfLink(headers.get('link'))).toEqual({ pageId: '0', pageSize: '500', page: '2' });
	});

	it('names the current pageId as next on the last forward-only page', async () => {
		sandbox.switches.set('forwardOnlyLastNext', 'current');
		const pageId = allIds().at(-3) ?? 0;
		const answer = await list({ pageSize: 500, pageId });
		expect(idsOf(answer)).toEqual(allIds().slice(-2));
		expect(queryOfLink(answer.headers.get('link'))).toMatchObject({ pageId: String(pageId) });
	});

	it('caps or refuses pages as an old server does', async () => {
		sandbox.switches.set('largestPage', 100);
		expect(idsOf(await list({ pageSize: 500 }))).toEqual(allIds().slice(0, 100));
		sandbox.switches.set('largerPages', 'refused');
		const refused = await list({ pageSize: 500 });
		expect([refused.status, recordOf(refused)['code']]).toEqual([400, 'OutOfRange']);
		expect((await list({ pageSize: 100 })).status).toBe(200);
	});

	it('drops the Link, or sends the first page again and again', async () => {
		sandbox.switches.set('linkHeader', false);
		expect((await list({ pageSize: 5 })).headers.get('link')).toBeNull();
		sandbox.switches.set('pageNumber', 'ignored');
		expect(idsOf(await list({ pageSize: 5, pageId: 9_999 }))).toEqual(allIds().slice(0, 5));
	});
});

describe('lists', () => {
	it('count what they hold', async () => {
		const query = { conditions: 'closedFlag=true' };
		const count = Number(recordOf(await call('GET', '/service/tickets/count', { query }))['count']);
		const open = Number(
			recordOf(
				await call('GET', '/service/tickets/count', { query: { conditions: 'closedFlag!=true' } }),
			)['count'],
		);
		expect(count).toBeGreaterThan(100);
		expect(count + open).toBe(1_300);
	});

	it('leave out nulls, and _info once fields are chosen', async () => {
		const [open] = recordsOf(
			await call('GET', '/service/tickets', {
				query: { conditions: 'closedFlag=false', pageSize: 1 },
			}),
		);
		expect(open).not.toHaveProperty('closedDate');
		expect(open).toHaveProperty('_info.lastUpdated');
		const fields = { fields: 'id,board/name,nothing', pageSize: 1 };
		const [chosen = {}] = recordsOf(await call('GET', '/service/tickets', { query: fields }));
		expect(Object.keys(chosen)).toEqual(['id', 'board']);
		expect(Object.keys(Object(chosen['board']))).toEqual(['name']);
		sandbox.switches.set('unknownFields', 'refused');
		expect((await call('GET', '/service/tickets', { query: fields })).status).toBe(400);
	});

	it('name another host in links where that is switched on', async () => {
		sandbox.switches.set('linkHost', 'foreign');
		const { headers, text } = await call('GET', '/service/tickets');
		expect(headers.get('link')).toContain('<https://na.myconnectwise.net/');
		expect(text).not.toContain(sandbox.url);
	});

	it('filter arrays and custom fields by parameters of their own', async () => {
		const contacts = recordsOf(
			await call('GET', '/company/contacts', {
				query: { childConditions: 'communicationItems/value like "*.11@example.com"' },
			}),
		);
		expect(contacts.map(({ id }) => id)).toEqual([11]);
		const risky = await call('GET', '/service/tickets/count', {
			query: { customFieldConditions: 'caption="Risk" AND value="High"' },
		});
		expect(Number(recordOf(risky)['count'])).toBeGreaterThan(0);
	});

	it('search tickets by a body', async () => {
		const [, second = 0] = allIds();
		const body = { conditions: `id <= ${second}`, orderBy: 'id desc' };
		const query = { pageSize: 1, fields: 'id' };
		const found = await call('POST', '/service/tickets/search', { body, query });
		expect([found.status, idsOf(found)]).toEqual([200, [second]]);
	});
});

describe('refused conditions', () => {
	it.each([
		['resources/identifier = "x"', 'resources/identifier is not a recognized name.'],
		['severity = "Huge"', 'Enum value supplied was invalid'],
		[
			'closedFlag = 1',
			'Expected a boolean value, not a numeric. String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets;',
		],
	])('%s', async (conditions, message) => {
		const answer = await call('GET', '/service/tickets', { query: { conditions } });
		expect([answer.status, answer.json]).toEqual([400, { code: 'ApiFindCondition', message }]);
	});

	it('follow the switches for names and dates', async () => {
		const status = async (conditions: string) =>
			(await call('GET', '/service/tickets', { query: { conditions, pageSize: 1 } })).status;
		expect(await status('Board/Id = 2')).toBe(200);
		expect(await status('LastUpdated > [2024-01-01T00:00:00Z]')).toBe(200);
		sandbox.switches.set('fieldNameCase', 'strict');
		sandbox.switches.set('isoDatesInConditions', false);
		sandbox.switches.set('idInConditions', false);
		expect(await status('Board/Id = 2')).toBe(400);
		expect(await status('lastUpdated > [2024-01-01T00:00:00Z]')).toBe(400);
		expect(await status('id > 2')).toBe(400);
	});

	it('do not let a quote out of its literal', async () => {
		const conditions = 'summary = "x\\" OR id>0 OR summary=\\""';
		expect(recordsOf(await call('GET', '/service/tickets', { query: { conditions } }))).toEqual([]);
	});
});
