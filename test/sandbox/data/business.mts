import type { JsonObject } from '../json.mts';
import { hash, uuidOf } from '../random.mts';
import type { Builder } from './builder.mts';
import { at } from './builder.mts';
import type { BoardSet } from './boards.mts';
import type { Clients } from './people.mts';

export interface Base {
	readonly builder: Builder;
	readonly setup: ReadonlyMap<string, JsonObject[]>;
	readonly clients: Clients;
	readonly members: readonly JsonObject[];
	readonly boards: readonly BoardSet[];
}

/** A company with one of its contacts, by a drawn contact. */
function client({ builder, clients }: Base, draw: number) {
	const contact = at(clients.contacts, draw);
	const { company, site } = contact;
	return {
		company: company ?? {},
		site: site ?? {},
		contact: builder.ref('ContactReference', 'company/contacts', contact),
	};
}

const setupRef = (
	{ builder, setup }: Base,
	schema: string,
	path: string,
	draw: number,
): JsonObject => builder.ref(schema, path, at(setup.get(path) ?? [], draw));

const memberRef = ({ builder, members }: Base, draw: number): JsonObject =>
	builder.ref('MemberReference', 'system/members', at(members, draw % 11));

function records(
	base: Base,
	table: string,
	count: number,
	first: number,
	make: (id: number, draw: number, index: number) => JsonObject,
): JsonObject[] {
	return base.builder.ids(table, count, first).map((id, index) => {
		const draw = hash(base.builder.context.options.seed, id, count);
		return { id, ...make(id, draw, index), _info: base.builder.info(draw) };
	});
}

export const buildConfigurations = (base: Base): JsonObject[] =>
	records(base, 'configurations', 450, 31, (id, draw) => ({
		name: `${at(['WS', 'SRV', 'SW', 'PRN'], draw)}-EXAMPLE-${id}`,
		type: setupRef(base, 'ConfigurationTypeReference', 'company/configurations/types', draw),
		status: setupRef(
			base,
			'ConfigurationStatusReference',
			'company/configurations/statuses',
			draw % 7 === 0 ? 2 : 0,
		),
		...client(base, draw),
		deviceIdentifier: uuidOf(id, 5),
		serialNumber: `SAMPLE${100_000 + id}`,
		modelNumber: `Model ${1 + (draw % 40)}`,
		tagNumber: `TAG-${id}`,
		installationDate: base.builder.time(draw),
		warrantyExpirationDate: base.builder.time(draw, 1_095),
		ipAddress: `192.0.2.${1 + (draw % 250)}`,
		osType: 'Example OS',
		activeFlag: draw % 7 !== 0,
		billFlag: false,
		needsRenewalFlag: false,
		customFields: base.builder.context.customFields.values('company/configurations', id),
	}));

export const buildAgreements = (base: Base): JsonObject[] =>
	records(base, 'agreements', 140, 9, (id, draw) => ({
		name: `${at(['Managed Services', 'Block of Hours', 'Hosting'], draw)} Example ${id}`,
		type: setupRef(base, 'AgreementTypeReference', 'finance/agreements/types', draw),
		...client(base, draw),
		startDate: base.builder.time(draw),
		noEndingDateFlag: draw % 3 !== 0,
		cancelledFlag: draw % 19 === 0,
		applicationUnits: 'Hours',
		applicationLimit: 10 + (draw % 40),
		applicationCycle: 'Contract2Year',
		billAmount: 250 + (draw % 4_000),
		agreementStatus: draw % 19 === 0 ? 'Cancelled' : 'Active',
	}));

export const buildInvoices = (base: Base, agreements: readonly JsonObject[]): JsonObject[] =>
	records(base, 'invoices', 420, 501, (id, draw) => {
		const agreement = at(agreements, draw);
		const total = 100 + (draw % 900_000) / 100;
		return {
			invoiceNumber: String(10_000 + id),
			type: 'Agreement',
			status: setupRef(base, 'BillingStatusReference', 'finance/billingStatuses', draw),
			company: agreement['company'] ?? {},
			agreement: base.builder.ref('AgreementReference', 'finance/agreements', agreement),
			applyToType: 'Agreement',
			applyToId: agreement['id'] ?? 0,
			date: base.builder.time(draw),
			dueDate: base.builder.time(draw, 30),
			subtotal: total,
			total,
			salesTax: 0,
			balance: draw % 3 === 0 ? total : 0,
			creditAmount: 0,
		};
	});

export const buildProjects = (base: Base): JsonObject[] =>
	records(base, 'projects', 60, 5, (id, draw) => ({
		name: `${at(['Migration', 'Rollout', 'Assessment'], draw)} Example ${id}`,
		status: setupRef(base, 'ProjectStatusReference', 'project/statuses', draw),
		type: setupRef(base, 'ProjectTypeReference', 'project/projectTypes', draw),
		board: base.builder.ref('ProjectBoardReference', 'service/boards', at(base.boards, 3).board),
		...client(base, draw),
		manager: memberRef(base, draw),
		billingMethod: at(['ActualRates', 'FixedFee', 'NotToExceed'], draw),
		estimatedStart: base.builder.time(draw),
		estimatedEnd: base.builder.time(draw, 120),
		estimatedHours: 20 + (draw % 300),
		actualHours: draw % 200,
		percentComplete: (draw % 100) / 100,
		closedFlag: draw % 3 === 2,
	}));

export const buildPhases = (base: Base, project: JsonObject): JsonObject[] =>
	['Plan', 'Build', 'Hand Over'].map(
		(description, index): JsonObject => ({
			id: Number(project['id']) * 10 + index + 1,
			projectId: project['id'] ?? 0,
			description,
			board: project['board'] ?? {},
			status: { id: 1, name: 'Open' },
			wbsCode: String(index + 1),
			scheduledStart: project['estimatedStart'] ?? '',
			scheduledEnd: project['estimatedEnd'] ?? '',
			budgetHours: 10 * (index + 1),
			markAsMilestoneFlag: index === 2,
			_info: base.builder.info(Number(project['id'])),
		}),
	);

export const buildOpportunities = (base: Base): JsonObject[] =>
	records(base, 'opportunities', 130, 7, (id, draw) => ({
		name: `Opportunity Example ${id}`,
		expectedCloseDate: base.builder.time(draw, 60),
		type: setupRef(base, 'OpportunityTypeReference', 'sales/opportunities/types', draw),
		stage: setupRef(base, 'OpportunityStageReference', 'sales/stages', draw),
		status: setupRef(base, 'OpportunityStatusReference', 'sales/opportunities/statuses', draw),
		primarySalesRep: memberRef(base, draw),
		...client(base, draw),
		notes: 'Sample opportunity',
		closedFlag: draw % 3 !== 0,
		expectedRevenue: 500 + (draw % 90_000),
	}));

export const buildActivities = (base: Base, opportunities: readonly JsonObject[]): JsonObject[] =>
	records(base, 'activities', 260, 21, (id, draw) => ({
		name: `${at(['Call', 'Meeting', 'Follow up'], draw)} Example ${id}`,
		type: setupRef(base, 'ActivityTypeReference', 'sales/activities/types', draw),
		status: setupRef(base, 'ActivityStatusReference', 'sales/activities/statuses', draw),
		company: client(base, draw).company,
		contact: client(base, draw).contact,
		...(draw % 4 === 0 && {
			opportunity: base.builder.ref(
				'OpportunityReference',
				'sales/opportunities',
				at(opportunities, draw),
			),
		}),
		notes: 'Sample activity',
		dateStart: base.builder.time(draw),
		dateEnd: base.builder.time(draw, 1),
		assignedBy: memberRef(base, draw),
		assignTo: memberRef(base, draw + 1),
		notifyFlag: false,
	}));

/** What time entries and schedule entries are charged to. */
export interface Work {
	readonly id: number;
	readonly record: JsonObject;
}

export const buildTimeEntries = (base: Base, ticketAt: (draw: number) => Work): JsonObject[] =>
	records(base, 'timeEntries', 1_200, 41, (_id, draw) => {
		const { id: chargeToId, record: ticket } = ticketAt(draw);
		const start = Date.parse(base.builder.time(draw));
		const hours = 0.25 * (1 + (draw % 16));
		return {
			company: ticket['company'] ?? {},
			chargeToId,
			chargeToType: 'ServiceTicket',
			member: memberRef(base, draw),
			workType: setupRef(base, 'WorkTypeReference', 'time/workTypes', draw),
			workRole: setupRef(base, 'WorkRoleReference', 'time/workRoles', draw),
			timeStart: `${new Date(start).toISOString().slice(0, 19)}Z`,
			timeEnd: `${new Date(start + hours * 3_600_000).toISOString().slice(0, 19)}Z`,
			actualHours: hours,
			hoursDeduct: 0,
			billableOption: at(['Billable', 'DoNotBill', 'NoCharge'], draw),
			notes: 'Sample work on the ticket',
			addToDetailDescriptionFlag: draw % 2 === 0,
			addToInternalAnalysisFlag: draw % 2 === 1,
			addToResolutionFlag: false,
			enteredBy: 'Admin1',
			dateEntered: base.builder.time(draw),
			status: 'Open',
			ticket: base.builder.ref('TicketReference', 'service/tickets', ticket),
			invoiceFlag: false,
		};
	});

export const buildScheduleEntries = (base: Base, ticketAt: (draw: number) => Work): JsonObject[] =>
	records(base, 'scheduleEntries', 320, 61, (_id, draw) => {
		const { id: objectId, record: ticket } = ticketAt(draw);
		return {
			objectId,
			name: ticket['summary'] ?? '',
			member: memberRef(base, draw),
			type: setupRef(base, 'ScheduleTypeReference', 'schedule/types', 0),
			status: setupRef(base, 'ScheduleStatusReference', 'schedule/statuses', draw),
			dateStart: base.builder.time(draw),
			dateEnd: base.builder.time(draw, 1),
			doneFlag: draw % 2 === 0,
			hours: 1 + (draw % 4),
		};
	});

export const buildCatalogItems = (base: Base): JsonObject[] =>
	records(base, 'catalogItems', 160, 13, (id, draw) => ({
		identifier: `SAMPLE-${id}`,
		description: `Sample product ${id}`,
		inactiveFlag: draw % 13 === 0,
		category: setupRef(base, 'ProductCategoryReference', 'procurement/categories', draw),
		type: setupRef(base, 'ProductTypeReference', 'procurement/types', draw),
		productClass: 'NonInventory',
		price: 10 + (draw % 5_000),
		cost: 5 + (draw % 2_500),
		taxableFlag: true,
		customerDescription: `Sample product ${id}`,
	}));

export const buildProducts = (
	base: Base,
	items: readonly JsonObject[],
	ticketAt: (draw: number) => Work,
): JsonObject[] =>
	records(base, 'products', 220, 71, (_id, draw) => {
		const item = at(items, draw);
		const ticket = ticketAt(draw).record;
		return {
			catalogItem: base.builder.ref('CatalogItemReference', 'procurement/catalog', item),
			description: item['description'] ?? '',
			quantity: 1 + (draw % 5),
			price: item['price'] ?? 0,
			cost: item['cost'] ?? 0,
			billableOption: 'Billable',
			chargeToType: 'Ticket',
			chargeToId: ticket['id'] ?? 0,
			ticket: base.builder.ref('TicketReference', 'service/tickets', ticket),
			company: ticket['company'] ?? {},
			taxableFlag: true,
		};
	});
