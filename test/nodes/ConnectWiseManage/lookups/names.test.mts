import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LookupList } from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { readNames, searchNames } from '../../../../nodes/ConnectWiseManage/lookups/names.ts';
import type { Rows, Tenant } from '../../../../nodes/ConnectWiseManage/lookups/tenant.ts';

const list: LookupList = {
	reference: 'StatusReference',
	collection: '/boards/{parentId}/statuses',
	path: '/boards/{parentId}/statuses',
	names: ['name'],
	hasIdentifier: true,
	isBig: false,
	conditions: '',
};

/** A tenant that answers by path, and what it was asked. */
function tenantWith(answers: Readonly<Record<string, Rows>>) {
	const asked: string[] = [];
	const tenant: Tenant = {
		cacheKey: randomUUID(),
		read: async (path) => {
			asked.push(path);
			return answers[path] ?? { isOk: false, trouble: 'unavailable' };
		},
		readRecord: async () => undefined,
	};
	return { tenant, asked };
}

const rows = (...names: unknown[]): Rows => ({
	isOk: true,
	rows: names.map((name, index) => ({ id: index + 1, name, identifier: `id${index}` })),
});

describe('names of several lists', () => {
	const answers = {
		'/boards/1/statuses': rows('New', 'Closed'),
		'/boards/2/statuses': rows('new ', 'Waiting  Long', null, 7, ''),
	};

	it('are given once each, with the spaces that they have', async () => {
		const { tenant } = tenantWith(answers);
		const found = await readNames(tenant, list, 'name', [1, 2]);
		const values = found.isOk ? found.choices.map(({ value }) => value) : [];
		expect(values).toEqual(['Closed', 'New', '7', 'Waiting  Long']);
	});

	it('are not given where one of the lists cannot be had', async () => {
		const { tenant } = tenantWith(answers);
		const found = await readNames(tenant, list, 'name', [1, 3]);
		expect(found).toEqual({ isOk: false, trouble: 'unavailable' });
	});

	it('fit all words that were typed, in any order, of name and identifier', async () => {
		const { tenant, asked } = tenantWith(answers);
		const search = async (typed: string) => {
			const of = { member: 'name', typed, page: 1, parents: [2] } as const;
			const found = await searchNames(tenant, list, of);
			return found.isOk ? found.choices.map(({ value }) => value) : found.trouble;
		};
		expect(await search('LONG wait')).toEqual(['Waiting  Long']);
		expect(await search(' id0 ')).toEqual(['new']);
		expect(await search('nothing')).toEqual([]);
		expect(asked).toEqual(['/boards/2/statuses']);
	});
});
