import { describe, expect, it } from 'vitest';
import { repairPath } from '../../../tools/catalogue/paths.mts';
import { answer, buildFrom, documentOf, onlyOperation, reference } from './samples.mts';

describe('repairPath', () => {
	it.each([
		['/service/tickets/{id}', '/service/tickets/{id}'],
		['/finance/agreements/types{id}/copy', '/finance/agreements/types/{id}/copy'],
		[
			'/procurement/catalog/{parentId}/vendors/{id}{id}',
			'/procurement/catalog/{parentId}/vendors/{id}',
		],
		['/system/members/{memberIdentifier:regex(^(types. |(', '/system/members/{memberIdentifier}/'],
		['/service/boards/{id:int}/teams', '/service/boards/{id}/teams'],
	])('%s becomes %s', (official, repaired) => {
		expect(repairPath(official).path).toBe(repaired);
	});

	it('reports what it mended and why', () => {
		expect(repairPath('/a/b{id}').repair).toEqual({
			from: '/a/b{id}',
			to: '/a/b/{id}',
			reason: 'slash missing before a placeholder',
		});
	});
});

describe('operation ids', () => {
	const get = (operationId?: string) => ({
		'/system/members/{id}': { get: { operationId, responses: answer(reference('Thing')) } },
	});

	it('are made from the route where the document has none', async () => {
		const { summary } = onlyOperation(await buildFrom(documentOf(get())));
		expect(summary[0]).toBe('getSystemMembersById');
	});

	it('lose characters that are not fit for an id, and this is reported', async () => {
		const catalogue = await buildFrom(documentOf(get('getMembers{x:regex(^types')));
		expect(onlyOperation(catalogue).summary[0]).toBe('getMembersxregextypes');
		expect(catalogue.report.renamed).toHaveLength(1);
	});
});
