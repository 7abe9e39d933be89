import { beforeAll, describe, expect, it } from 'vitest';
import {
	listNameOf,
	loadTemplate,
	responseFields,
	searchOperations,
	shortLabelOf,
	toItemFields,
	toOptionFields,
	type OperationSummary,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { fitLabel } from '../../../../../nodes/ConnectWiseManage/catalogue/form/labels.ts';
import { findFilterFields } from '../../../../../nodes/ConnectWiseManage/conditions/listFields.ts';

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

	it.each([
		[
			'Company › Managed Devices Integrations › Info › Get Many',
			'Managed … Integr. › Info › Get Many (Company)',
		],
		[
			'Finance › Agreement Types › Work Role Exclusions › Get Many',
			'Work Role Excl. › Get Many (Agreement Types, Finance)',
		],
	])('shortens the record of %j to %j', (label, expected) => {
		expect(shortLabelOf(label)).toBe(expected);
	});

	it('shows the record and what is done with it before it is cut', () => {
		const cut = Object.values(all)
			.flat()
			.map(({ label }) => shortLabelOf(label).replace(/ \(.*$/, ''))
			.filter((head) => head.length > SHOWN_LENGTH);
		expect(cut).toEqual([]);
	});

	it('tells operations apart by what is shown', () => {
		for (const operations of Object.values(all)) {
			const shown = operations.map((one) => listNameOf(one).slice(0, SHOWN_LENGTH));
			expect(shown.filter((name, index) => shown.indexOf(name) !== index)).toEqual([]);
		}
	});
});

describe('the labels of forms', () => {
	it('are shown whole, and tell the fields apart', async () => {
		const long: string[] = [];
		const doubled: string[] = [];
		for (const kind of ['query', 'mutate', 'delete'] as const) {
			for (const { id } of await searchOperations(kind, '')) {
				const template = await loadTemplate(id);
				if (!template) throw new Error(`No template ${id}`);
				const labels = [
					toOptionFields(template).map(({ displayName }) => displayName),
					toItemFields(template, 1_000).map(({ displayName }) => displayName),
					responseFields(template).map(({ label }) => label),
					kind === 'query' ? (await findFilterFields(template)).map(({ label }) => label) : [],
				];
				long.push(...labels.flat().filter((label) => label.length > SHOWN_LENGTH));
				for (const form of labels) {
					doubled.push(...form.filter((label, index) => form.indexOf(label) !== index));
				}
			}
		}
		expect([...new Set(long)]).toEqual([]);
		expect([...new Set(doubled)]).toEqual([]);
	});

	it.each([
		['Email Connector Never Reopen By Days Flag', 'Email Connector Never Reopen By Days'],
		['Time Detail Amount Based Ext Amount Visible Flag', 'Time Detail Amount … Ext Amount Visible'],
		['x'.repeat(60), `${'x'.repeat(39)}…`],
		['Short Flag', 'Short Flag'],
		['', ''],
	])('%j is shown as %j', (label, expected) => {
		expect(fitLabel(label)).toBe(expected);
	});
});
