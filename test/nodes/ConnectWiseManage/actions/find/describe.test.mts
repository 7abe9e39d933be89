import { beforeAll, describe, expect, it } from 'vitest';
import { describeOperation } from '../../../../../nodes/ConnectWiseManage/actions/find/describe.ts';
import { readOptions } from '../../../../../nodes/ConnectWiseManage/actions/parameters/options/options.ts';
import { toBodies } from '../../../../../nodes/ConnectWiseManage/actions/write/body/bodies.ts';
import { toPatch } from '../../../../../nodes/ConnectWiseManage/actions/write/body/changes/patch.ts';
import { loadTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { buildPath } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { loadAllTemplates } from '../../catalogue/allTemplates.mts';
import { template } from '../../templates.mts';

interface Description {
	readonly options: Readonly<Record<string, string>>;
	readonly items?: Readonly<Record<string, string>>;
	readonly example: { readonly optionsJson: unknown; readonly itemsJson?: unknown };
	readonly returns: string;
	readonly more?: string;
	readonly itemsNote?: string;
}

const describeAs = (operation: OperationTemplate, isFull = false) =>
	describeOperation(operation, isFull) as unknown as Description;

async function describedAs(id: string, isFull = false): Promise<Description> {
	const found = await loadTemplate(id);
	if (!found) throw new Error(`${id} is not in the catalogue`);
	return describeAs(found, isFull);
}

let all: readonly OperationTemplate[];
beforeAll(async () => {
	all = await loadAllTemplates();
});

/** Why the example of an operation is refused by what checks a user's own input; else nothing. */
function refusalOf(operation: OperationTemplate): string | undefined {
	const { optionsJson, itemsJson } = describeAs(operation).example;
	try {
		// An agent passes the example on as text.
		const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
		const options = readOptions(copy(optionsJson), operation, 'Europe/Berlin');
		if (!buildPath(operation.path, options.path).isFilled) return 'the path is not filled';
		if (operation.body.kind === 'none') return itemsJson === undefined ? undefined : 'has items';
		if (operation.kind === 'query') return undefined;
		const bodies = toBodies(copy(itemsJson), operation, 'Europe/Berlin');
		if (bodies.length !== 1) return `${bodies.length} bodies`;
		const [body] = bodies;
		const isChange = operation.body.kind === 'patch' && body?.kind === 'record';
		return isChange && toPatch(body.record).length === 0 ? 'changes nothing' : undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

describe('the example of an operation', () => {
	it('passes the checks of the node, for every operation of the catalogue', () => {
		expect(all.length).toBeGreaterThan(3_000);
		const refused = all.flatMap((operation) => {
			const why = refusalOf(operation);
			return why === undefined ? [] : [`${operation.id}: ${why}`];
		});
		expect(refused).toEqual([]);
	});

	it('holds no text that is longer than its field', () => {
		const tooLong = all.flatMap((operation) => {
			const { itemsJson } = describeAs(operation).example;
			const fields = operation.schemas.get(operation.body.schema ?? '') ?? [];
			const records = [itemsJson ?? {}].flat() as Array<Record<string, unknown>>;
			return fields
				.filter(({ name, maxLength = Infinity }) =>
					records.some((record) => String(record[name] ?? '').length > maxLength),
				)
				.map(({ name }) => `${operation.id}.${name}`);
		});
		expect(tooLong).toEqual([]);
	});

	it('has conditions where a list takes them, in words of the records', async () => {
		const { example } = await describedAs('getServiceTickets');
		expect(example).toEqual({ optionsJson: { conditions: 'closedFlag = false' } });
		expect((await describedAs('getServiceTicketsById')).example.optionsJson).toEqual({ id: 123 });
	});

	it('writes an internal note, not one that the customer sees', async () => {
		const { example } = await describedAs('postServiceTicketsByParentIdNotes');
		expect(example.itemsJson).toMatchObject({
			detailDescriptionFlag: false,
			internalAnalysisFlag: true,
		});
	});

	it('ends where a record may hold records of its own kind', () => {
		const operation = template(
			{
				kind: 'mutate',
				method: 'POST',
				body: { kind: 'object', required: true, schema: 'Node' },
			},
			{
				Node: [{ name: 'child', type: 'object', schema: 'Node', requiredOnCreate: true }],
			},
		);
		expect(JSON.stringify(describeAs(operation).example).length).toBeLessThan(300);
		expect(refusalOf(operation)).toBeUndefined();
	});
});

describe('the description of an operation', () => {
	it('is short for all operations, and bounded in full', () => {
		const longest = (isFull: boolean) =>
			Math.max(...all.map((one) => JSON.stringify(describeAs(one, isFull)).length));
		expect(longest(false)).toBeLessThan(3_000);
		expect(longest(true)).toBeLessThan(20_000);
	});

	it('names every option and field that is required', () => {
		const lacking = all.flatMap((operation) => {
			const { options, items = {} } = describeAs(operation);
			const required = operation.parameters.filter((one) => one.required);
			const fields = (operation.schemas.get(operation.body.schema ?? '') ?? []).filter(
				(field) =>
					operation.method === 'POST' &&
					operation.kind === 'mutate' &&
					field.requiredOnCreate &&
					!field.readOnly,
			);
			return [
				...required.filter(({ name }) => !options[name]?.includes('required')),
				...fields.filter(({ name }) => items[name] === undefined),
			].map(({ name }) => `${operation.id}.${name}`);
		});
		expect(lacking).toEqual([]);
	});

	it('tells types, lengths, references, values and labels', async () => {
		const ticket = await describedAs('postServiceTickets');
		expect(ticket.items).toMatchObject({
			summary: 'text up to 100 characters, required',
			company: 'record by id, identifier or name, required',
			board: 'record by id or name',
		});
		const { options } = await describedAs('patchServiceTicketsById');
		expect(options).toEqual({ id: 'whole number, required: Ticket ID' });
		const callback = await describedAs('postSystemCallbacks');
		expect(callback.items?.type).toMatch(/^one of Activity \| Agreement \| .* \| \.\.\./);
	});

	it('in full has all options, fields and values, and nothing more to look for', async () => {
		const short = await describedAs('postServiceTickets');
		expect(short.more).toMatch(/^\d+ more fields: search for postServiceTickets/);
		const full = await describedAs('postServiceTickets', true);
		expect(full.more).toBeUndefined();
		expect(Object.keys(full.items ?? {}).length).toBeGreaterThan(100);
		expect((await describedAs('postSystemCallbacks', true)).items?.type).toContain('| Time');
	});

	it.each([
		['getServiceTickets', undefined, /^a list with id, summary/],
		['getServiceTicketsCount', undefined, /^a count$/],
		['patchServiceTicketsById', /Only the fields to change/, /^one record with id/],
		['postSystemDocuments', /binary data/, /^one record/],
		['deleteServiceTicketsById', undefined, /^nothing$/],
	])('of %s says what is peculiar to it', async (id, note, returns) => {
		const described = await describedAs(id);
		expect(described.returns).toMatch(returns);
		if (note) expect(described.itemsNote).toMatch(note);
		else expect(described).not.toHaveProperty('itemsNote');
	});
});
