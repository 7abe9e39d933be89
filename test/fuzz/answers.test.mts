import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readList } from '../../nodes/ConnectWiseManage/request/paging/index.ts';
import { normalize } from '../../nodes/ConnectWiseManage/response/items/normalize.ts';
import { simplifyRecord } from '../../nodes/ConnectWiseManage/response/items/simplify.ts';
import { loadAllTemplates } from '../nodes/ConnectWiseManage/catalogue/allTemplates.mts';
import {
	createMemoryList,
	listRequest,
	toRows,
} from '../nodes/ConnectWiseManage/request/paging/memoryList.mts';
import { expectPrototypesUntouched, name, text } from './hostile.mts';
import { FUZZ } from './runs.mts';

const templates = await loadAllTemplates();

const json = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.object({ key: name, values: [text, fc.integer(), fc.constant(null)], maxDepth: 3 }),
	fc.array(fc.object({ key: name, values: [text, fc.double()], maxDepth: 2 })),
);
const body = fc.oneof(
	json.map((value) => Buffer.from(JSON.stringify(value))),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
	text.map((value) => Buffer.from(value)),
);
const headers = fc.record(
	{
		'content-type': fc.oneof(
			fc.constantFrom('application/json', 'text/html; charset=x', 'application/pdf', 'image/png'),
			text,
		),
		'content-disposition': text.map((value) => `attachment; filename="${value}"`),
	},
	{ requiredKeys: [] },
);

it('any answer becomes items, and none of its rows is lost', () => {
	fc.assert(
		fc.property(fc.constantFrom(...templates), body, headers, (template, bytes, given) => {
			const response = { statusCode: 200, statusMessage: 'OK', headers: given, body: bytes };
			const items = normalize(response, template, { id: '5' });
			for (const { json: item } of items) {
				expect(typeof item).toBe('object');
				expect(Array.isArray(item)).toBe(false);
				simplifyRecord(item);
			}
			expectPrototypesUntouched();
		}),
		FUZZ,
	);
});

it('a list of any elements gives an item for each', () => {
	fc.assert(
		fc.property(fc.array(json, { maxLength: 12 }), (rows) => {
			const template = templates.find(({ id }) => id === 'getServiceTickets');
			if (!template) throw new Error('getServiceTickets is missing');
			const response = {
				statusCode: 200,
				statusMessage: 'OK',
				headers: { 'content-type': 'application/json' },
				body: Buffer.from(JSON.stringify(rows)),
			};
			expect(normalize(response, template, {})).toHaveLength(rows.length);
		}),
		FUZZ,
	);
});

it('a list is read whole, however the server pages, or fails; it never ends early', async () => {
	const quirks = fc.record(
		{
			largestPage: fc.integer({ min: 1, max: 8 }),
			lacksForwardOnly: fc.boolean(),
			ignoresPageId: fc.boolean(),
			ignoresConditions: fc.boolean(),
		},
		{ requiredKeys: [] },
	);
	const ids = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
	const pageSize = fc.integer({ min: 1, max: 12 });
	await fc.assert(
		fc.asyncProperty(ids, quirks, pageSize, async (given, odd, size) => {
			const list = createMemoryList(toRows(given), { quirks: odd });
			const result = await readList(list.source, listRequest({ pageSize: size }));
			expect(list.requests.length).toBeLessThan(500);
			if (result.kind !== 'items') return;
			const found = result.items.map(({ id }) => Number(id)).sort((a, b) => a - b);
			expect(found).toEqual([...given].sort((a, b) => a - b));
		}),
		FUZZ,
	);
});
