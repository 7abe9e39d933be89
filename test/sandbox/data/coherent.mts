import { isJsonObject, memberOf } from '../json.mts';
import type { JsonObject } from '../json.mts';
import type { CoherentData, CoherentSource } from '../records/registry.mts';
import { recordsInMemory } from '../records/source.mts';
import type { RecordSource } from '../records/source.mts';
import { buildBoards } from './boards.mts';
import type { BoardSet } from './boards.mts';
import { Builder, lazy } from './builder.mts';
import type { DataContext } from './builder.mts';
import * as business from './business.mts';
import type { Base, Work } from './business.mts';
import { seededDocuments } from './documents.mts';
import { buildNotes } from './notes.mts';
import { buildClients, buildMembers } from './people.mts';
import { setupTables } from './setup.mts';
import { TicketSource } from './tickets/source.mts';

const PROJECT_TICKET_COUNT = 240;

/** Hand-made records: they point at each other, and are made when they are first needed. */
export function createCoherentData(context: DataContext): CoherentData {
	const builder = new Builder(context);
	const base = lazy((): Base => {
		const setup = setupTables(builder);
		return {
			builder,
			setup,
			boards: buildBoards(builder, setup),
			members: buildMembers(builder, setup),
			clients: buildClients(builder, setup),
		};
	});
	const tables = new Tables(base, context);
	const sources = new Map<string, CoherentSource>();
	for (const path of setupTables(builder).keys()) {
		sources.set(path, () => recordsInMemory(base().setup.get(path) ?? []));
	}
	for (const [path, source] of Object.entries(tables.sources())) sources.set(path, source);
	return sources;
}

class Tables {
	readonly #base: () => Base;
	readonly #context: DataContext;
	readonly #tickets: () => TicketSource;
	readonly #projects: () => JsonObject[];
	readonly #agreements: () => JsonObject[];
	readonly #opportunities: () => JsonObject[];
	readonly #catalog: () => JsonObject[];

	constructor(base: () => Base, context: DataContext) {
		this.#base = base;
		this.#context = context;
		this.#projects = lazy(() => business.buildProjects(base()));
		this.#agreements = lazy(() => business.buildAgreements(base()));
		this.#opportunities = lazy(() => business.buildOpportunities(base()));
		this.#catalog = lazy(() => business.buildCatalogItems(base()));
		this.#tickets = lazy(() => {
			const boards = base().boards.filter(({ board }) => board['projectFlag'] !== true);
			const { size } = context.options;
			return new TicketSource({
				base: base(),
				boards,
				length: size,
				firstId: 1_001,
				recordType: 'ServiceTicket',
			});
		});
	}

	sources(): Record<string, CoherentSource> {
		const all =
			(make: () => readonly JsonObject[]): CoherentSource =>
			() =>
				recordsInMemory(make());
		const base = this.#base;
		return {
			'service/boards': all(() => base().boards.map(({ board }) => board)),
			'service/boards/{}/statuses': this.#ofBoard(({ statuses }) => statuses),
			'service/boards/{}/types': this.#ofBoard(({ types }) => types),
			'service/boards/{}/subtypes': this.#ofBoard(({ subTypes }) => subTypes),
			'service/boards/{}/items': this.#ofBoard(({ items }) => items),
			'service/boards/{}/teams': this.#ofBoard(({ teams }) => teams),
			'system/members': all(() => base().members),
			'company/companies': all(() => base().clients.companies),
			'company/companies/{}/sites': ([id = 0]) => optional(base().clients.sites.get(id)),
			'company/contacts': all(() => base().clients.contacts),
			'company/contacts/{}/communications': ([id = 0]) => this.#communications(id),
			'company/configurations': all(() => business.buildConfigurations(base())),
			'service/tickets': () => this.#tickets(),
			'project/tickets': () => this.#projectTickets(),
			'service/tickets/{}/notes': ([id = 0]) => this.#notes(id, this.#tickets()),
			'finance/agreements': all(this.#agreements),
			'finance/invoices': all(() => business.buildInvoices(base(), this.#agreements())),
			'project/projects': all(this.#projects),
			'project/projects/{}/phases': ([id]) => this.#phases(id),
			'sales/opportunities': all(this.#opportunities),
			'sales/activities': all(() => business.buildActivities(base(), this.#opportunities())),
			'time/entries': all(() => business.buildTimeEntries(base(), this.#ticketAt)),
			'schedule/entries': all(() => business.buildScheduleEntries(base(), this.#ticketAt)),
			'procurement/catalog': all(this.#catalog),
			'procurement/products': all(() =>
				business.buildProducts(base(), this.#catalog(), this.#ticketAt),
			),
			'system/userDefinedFields': all(() => this.#context.customFields.definitions()),
			'system/documents': all(() => seededDocuments(base().builder)),
			'system/callbacks': all(() => []),
		};
	}

	readonly #ticketAt = (draw: number): Work => {
		const tickets = this.#tickets();
		if (tickets.length === 0) return { id: 0, record: {} };
		const record = tickets.make(draw % tickets.length);
		return { id: Number(record['id']), record };
	};

	#ofBoard(choose: (set: BoardSet) => readonly JsonObject[]): CoherentSource {
		return ([id]) => {
			const set = this.#base().boards.find(({ board }) => board['id'] === id);
			return optional(set && choose(set));
		};
	}

	#projectTickets(): RecordSource {
		const { boards } = this.#base();
		return new TicketSource({
			base: this.#base(),
			boards: boards.filter(({ board }) => board['projectFlag'] === true),
			length: PROJECT_TICKET_COUNT,
			firstId: 40_000_001,
			recordType: 'ProjectTicket',
			projects: this.#projects(),
		});
	}

	#notes(ticketId: number, tickets: RecordSource): RecordSource {
		const index = tickets.lowerBound(ticketId);
		const isSeeded = index < tickets.length && tickets.idAt(index) === ticketId;
		const { builder, members } = this.#base();
		return recordsInMemory(isSeeded ? buildNotes(builder, members, ticketId) : []);
	}

	#phases(projectId: number | undefined): RecordSource | undefined {
		const project = this.#projects().find(({ id }) => id === projectId);
		return recordsInMemory(project ? business.buildPhases(this.#base(), project) : []);
	}

	#communications(contactId: number): RecordSource {
		const contact = this.#base().clients.contacts.find(({ id }) => id === contactId);
		const items = memberOf(contact, 'communicationItems') ?? [];
		const own = (Array.isArray(items) ? items : []).filter(isJsonObject);
		return recordsInMemory(own.map((item): JsonObject => ({ ...item, contactId })));
	}
}

/** An unknown parent has no records; the server answers 404 for it before that matters. */
const optional = (records: readonly JsonObject[] | undefined): RecordSource =>
	recordsInMemory(records ?? []);
