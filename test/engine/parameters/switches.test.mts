import { describe, expect, it } from 'vitest';
import type { SwitchName, SwitchValue } from '../../sandbox/index.mts';
import { failed, idsOf, succeeded } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

/**
 * Where public sources contradict each other, the node has to work with a server of either kind.
 * Switches with tests of their own (custom fields, forward-only Links, PATCH) are in those files.
 */
const { sandbox, connectWise } = await withSandbox({ size: 120 });

const tickets = () => sandbox.store('service/tickets').all();
const ticketIds = () => tickets().map(({ id }) => Number(id));

const VARIANTS: Array<[SwitchName, SwitchValue<SwitchName>]> = [
	['uiHost', 'sslRequired'],
	['systemInfoNeedsKeys', false],
	['forwardOnlyLink', 'conditions'],
	['forwardOnlyEnd', 'noLink'],
	['forwardOnlyOrderBy', 'ignored'],
	['linkLast', false],
	['linkHost', 'foreign'],
	['fieldNameCase', 'strict'],
	['unknownFields', 'refused'],
	['lastUpdatedFilter', false],
	['isoDatesInConditions', false],
	['idInConditions', false],
	['unsupportedVersion', 'refused'],
	['patchUpperCaseOp', false],
	['patchPathCase', 'ignored'],
	['patchSubPath', 'applied'],
	['patchSubPath', 'ignored'],
	['dateOnlyDay', 'server'],
	['omittedCustomFields', 'cleared'],
	['indentErrors', false],
];

describe.each(VARIANTS)('with %s = %s', (name, value) => {
	it.each(['automatic', 'forwardOnly', 'navigable'])('a list is whole (%s)', async (pagingMode) => {
		sandbox.switches.set(name, value);
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				options: { conditions: 'closedFlag = false or closedFlag = true', fields: 'summary,id' },
				settings: { pagingMode, pageSize: 50 },
			}),
		);
		expect(idsOf(result)).toEqual(ticketIds());
	});

	it('a record is created, changed and deleted', async () => {
		sandbox.switches.set(name, value);
		const created = succeeded(
			await connectWise.mutate('postServiceTickets', {
				body: { summary: 'Sample', company: { id: 2 }, requiredDate: '2026-01-31T09:30:00.1Z' },
			}),
		);
		const id = Number(created.json[0]?.id);
		const changed = succeeded(
			await connectWise.mutate('patchServiceTicketsById', {
				options: { id },
				body: { summary: 'Other', status: { name: 'Closed' } },
			}),
		);
		expect(changed.json).toMatchObject([{ id, summary: 'Other', status: { name: 'Closed' } }]);
		const deleted = succeeded(
			await connectWise.remove('deleteServiceTicketsById', { options: { id } }),
		);
		expect(deleted.json).toEqual([{ deleted: true, id }]);
	});

	it('the reason of a refusal is told', async () => {
		sandbox.switches.set(name, value);
		const error = failed(
			await connectWise.mutate('postServiceTickets', {
				body: { summary: 'x', company: { id: 99_999 } },
			}),
		);
		expect(error.message).toContain('company 99999 not found');
	});
});

it.each([2048, 4096, 8192, 16384] as const)(
	'long conditions for tickets go through where addresses end at %i',
	async (maxUrlLength) => {
		sandbox.switches.set('maxUrlLength', maxUrlLength);
		const wanted = ticketIds().filter((_, index) => index % 3 === 0);
		for (const padding of [300, 600, 1_200, 2_400]) {
			const others = Array.from({ length: padding }, (_, index) => 900_000 + index);
			const conditions = `id in (${[...wanted, ...others].join(',')})`;
			const result = succeeded(
				await connectWise.query('getServiceTickets', {
					options: { conditions, fields: 'id' },
					settings: { pageSize: 15 },
				}),
			);
			expect(idsOf(result)).toEqual(wanted);
		}
	},
);

it.each(['notFound', 'record'] as const)(
	'a project ticket among service tickets is %s',
	async (value) => {
		sandbox.switches.set('wrongTicketEndpoint', value);
		const id = Number(sandbox.store('project/tickets').all()[0]?.id);
		const result = await connectWise.query('getServiceTicketsById', { options: { id } });
		const told = result.error?.description ?? result.json[0]?.recordType;
		expect(told).toContain(
			value === 'record' ? 'ProjectTicket' : 'Service and project tickets have separate operations',
		);
	},
);
