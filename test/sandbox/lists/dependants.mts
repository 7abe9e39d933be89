import { compileExpression } from '../conditions/evaluate.mts';
import { EVERY_ID } from '../conditions/idRange.mts';
import { parameter } from '../paging/request.mts';
import type { Item } from './collection.mts';
import type { ApiRequest } from '../server/world.mts';

/** Who refers to a record: collection and the path of the reference. */
const DEPENDANTS: Readonly<
	Record<string, ReadonlyArray<{ path: string; by: string; title: string }>>
> = {
	'company/companies': [
		{ path: 'service/tickets', by: 'company', title: 'tickets' },
		{ path: 'company/contacts', by: 'company', title: 'contacts' },
		{ path: 'finance/agreements', by: 'company', title: 'agreements' },
		{ path: 'project/projects', by: 'company', title: 'projects' },
	],
	'company/contacts': [{ path: 'service/tickets', by: 'contact', title: 'tickets' }],
	'service/boards': [{ path: 'service/tickets', by: 'board', title: 'tickets' }],
	'project/projects': [{ path: 'project/tickets', by: 'project', title: 'tickets' }],
};

/** What still refers to the record; `transferContactId` moves a contact's dependants away. */
export function dependantOf({ world, query }: ApiRequest, { store, id }: Item): string | undefined {
	if (parameter(query, 'transferContactId') !== undefined) return undefined;
	const found = (DEPENDANTS[store.path] ?? []).find(({ path, by }) => {
		const values = [{ kind: 'number', value: id }] as const;
		const expression = {
			type: 'comparison',
			path: [by, 'id'],
			operator: '=',
			isNegated: false,
			values,
		} as const;
		const filter = { key: JSON.stringify(expression), test: compileExpression(expression) };
		return world.stores.get(path).count({ range: EVERY_ID, filter }) > 0;
	});
	return found?.title;
}
