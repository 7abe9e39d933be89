import { beforeAll, describe, expect, it } from 'vitest';
import {
	listNameOf,
	searchOperations,
	shortLabelOf,
	type OperationSummary,
} from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';

const SHOWN_LENGTH = 40;

describe('the label in the list', () => {
	let all: Readonly<Record<string, readonly OperationSummary[]>>;

	beforeAll(async () => {
		all = {
			query: await searchOperations('query', ''),
			mutate: await searchOperations('mutate', ''),
			delete: await searchOperations('delete', ''),
		};
	});

	it.each([
		['Service › Tickets › Get Many', 'Tickets › Get Many (Service)'],
		['Service › Tickets › Notes › Get Many', 'Notes › Get Many (Tickets, Service)'],
		['Company › Companies › Types › Usages › Count', 'Types › Usages › Count (Companies, Company)'],
		['System › Info › Get', 'Info › Get (System)'],
		['Reports › Get', 'Reports › Get'],
		['Odd', 'Odd'],
		['', ''],
	])('of %j is %j', (label, expected) => {
		expect(shortLabelOf(label)).toBe(expected);
	});

	it('has method and path where they fit', () => {
		const summary = { id: '', kind: 'query', method: 'GET', module: '' } as const;
		expect(listNameOf({ ...summary, path: '/a/b', label: 'A › B › Get' })).toBe(
			'B › Get (A) — GET /a/b',
		);
	});

	it('tells every operation of a kind from every other', () => {
		for (const operations of Object.values(all)) {
			expect(new Set(operations.map(listNameOf)).size).toBe(operations.length);
		}
	});

	it('shows the record and what is done with it before it is cut, but for a few long names', () => {
		const cut = Object.values(all)
			.flat()
			.filter(({ label }) => {
				const parts = label.split(' › ');
				const verb = (parts.at(-1) ?? '').replace(/ \(Any .*$/, '');
				return !shortLabelOf(label).slice(0, SHOWN_LENGTH).includes(verb);
			});
		expect(cut.length).toBeLessThan(20);
	});
});
