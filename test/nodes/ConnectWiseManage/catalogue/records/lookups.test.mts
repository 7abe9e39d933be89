import { beforeAll, describe, expect, it } from 'vitest';
import {
	findByRoute,
	loadLookups,
	loadTemplate,
	shapeOfPath,
	type LookupList,
	type Lookups,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { loadAllTemplates } from '../allTemplates.mts';

let lookups: Lookups;
let lists: LookupList[];

beforeAll(async () => {
	lookups = await loadLookups();
	lists = [...lookups.byReference.values()];
});

/** Names of the fields that the records of a list have. */
async function fieldsAt(path: string): Promise<string[]> {
	const operation = await findByRoute('GET', path);
	const template = operation && (await loadTemplate(operation.id));
	const fields = template?.schemas.get(template.response.schema ?? '') ?? [];
	return template?.response.kind === 'array' ? fields.map(({ name }) => name) : [];
}

describe('the lists of reference types', () => {
	it('are lists of the API whose records have the fields that are read', async () => {
		const faulty: string[] = [];
		for (const { reference, path, names, hasIdentifier, conditions } of lists) {
			const wanted = ['id', ...names, ...(hasIdentifier ? ['identifier'] : [])];
			const flags = [...conditions.matchAll(/(\w+) = /g)].map(([, name = '']) => name);
			const fields = await fieldsAt(path);
			if (![...wanted, ...flags].every((name) => fields.includes(name))) faulty.push(reference);
		}
		expect(faulty).toEqual([]);
	});

	it('name a parent exactly where the path asks for one, and one that has a list itself', () => {
		const faulty = lists.filter(({ path, parent }) => {
			const isBelow = path.includes('{');
			return isBelow !== (parent !== undefined) || (parent && !lookups.byReference.has(parent));
		});
		expect(faulty).toEqual([]);
	});

	it('cover the references that people set, and most that any record has', async () => {
		const templates = await loadAllTemplates();
		const counts = new Map<string, number>();
		for (const { body, schemas } of templates.filter(({ kind }) => kind === 'mutate')) {
			for (const { isReference, schema = '' } of schemas.get(body.schema ?? '') ?? []) {
				if (isReference) counts.set(schema, (counts.get(schema) ?? 0) + 1);
			}
		}
		const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
		const covered = [...counts].reduce(
			(sum, [name, count]) => sum + (lookups.byReference.has(name) ? count : 0),
			0,
		);
		expect(covered / total).toBeGreaterThan(0.85);
	});

	it.each([
		['BoardReference', '/service/info/boards'],
		['ServiceStatusReference', '/service/boards/{parentId}/statuses/info'],
		['ServiceTeamReference', '/service/boards/{parentId}/teams/info'],
		['PriorityReference', '/service/priority/info'],
		['CompanyReference', '/company/companies/info'],
		['ContactReference', '/company/contacts/info'],
		['MemberReference', '/system/info/members'],
		['WorkTypeReference', '/time/workTypes/info'],
		['WorkRoleReference', '/time/workRoles/info'],
		['SystemLocationReference', '/system/info/locations'],
	])('read %s from the light list %s', (reference, path) => {
		expect(lookups.byReference.get(reference)?.path).toBe(path);
	});

	it('are found by the path of the records, all boards rather than project boards', () => {
		expect(lookups.byCollection.get('/service/boards')?.reference).toBe('BoardReference');
		const shape = shapeOfPath('/service/boards/{boardId}/statuses');
		expect(lookups.byCollection.get(shape)?.reference).toBe('ServiceStatusReference');
	});
});
