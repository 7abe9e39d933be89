import type { JsonObject } from '../../json.mts';
import { isJsonObject, valueAtPath } from '../../json.mts';
import { hash, hashText, pick } from '../../random.mts';
import { sparseIds } from '../../records/sparseIds.mts';
import type { RecordSource } from '../../records/source.mts';
import type { BoardSet } from '../boards.mts';
import { at, dateText } from '../builder.mts';
import type { Base } from '../business.mts';
import { factsOf } from './facts.mts';
import type { TicketFacts, TicketShape } from './facts.mts';
import { PartCache, partOf, recordOf, textOf } from './parts.mts';
import type { Part } from './parts.mts';

export interface TicketPlan {
	readonly base: Base;
	readonly length: number;
	readonly firstId: number;
	readonly recordType: 'ServiceTicket' | 'ProjectTicket';
	readonly boards: readonly BoardSet[];
	/** Members that project tickets have besides; they begin with the company. */
	readonly projects?: readonly JsonObject[];
}

const VARIANTS = 8;
const PLACES = ['floor 1', 'floor 2', 'reception', 'the warehouse', 'meeting room A', 'branch 2'];
const SUMMARIES = [
	'Printer on %s does not print',
	'Slow network at %s',
	'New laptop for %s',
	'Mailbox full for user on %s',
	'Password reset for user at %s',
	'Monitor flickers on %s',
	'Backup of server in %s failed',
	'Phone on %s has no dial tone',
];

const summaryOf = ({ draw }: TicketFacts): string =>
	pick(SUMMARIES, draw, 51).replace('%s', pick(PLACES, draw, 52));

/** Tickets as a pure function of seed and place: nothing of them is kept but the parts they share. */
export class TicketSource implements RecordSource {
	readonly length: number;
	readonly idAt: (index: number) => number;
	readonly lowerBound: (id: number) => number;
	readonly #plan: TicketPlan;
	readonly #shape: TicketShape;
	readonly #contacts: PartCache;
	readonly #boards: PartCache;
	readonly #statuses: PartCache;
	readonly #kinds: PartCache;
	readonly #owners: PartCache;
	readonly #choices: PartCache;
	readonly #fields: PartCache;

	constructor(plan: TicketPlan) {
		this.#plan = plan;
		const { base, boards, length } = plan;
		const { seed, firstDayMs } = base.builder.context.options;
		const ids = sparseIds(hash(seed, hashText(plan.recordType)), length, plan.firstId);
		this.length = length;
		this.idAt = ids.idAt;
		this.lowerBound = ids.lowerBound;
		this.#shape = {
			seed: hash(seed, hashText(plan.recordType), 1),
			firstDayMs,
			length,
			contactCount: base.clients.contacts.length,
			memberCount: Math.min(11, base.members.length),
			boards: boards.map(({ statuses, types }) => ({
				statusCount: statuses.length,
				firstClosed: statuses.findIndex((status) => status['closedStatus'] === true),
				typeCount: types.length,
			})),
			projectCount: plan.projects?.length ?? 0,
		};
		this.#contacts = new PartCache((key) => this.#contactMembers(key));
		this.#boards = new PartCache((key) => this.#boardMembers(key));
		this.#statuses = new PartCache((key) => this.#statusMembers(key));
		this.#kinds = new PartCache((key) => this.#kindMembers(key));
		this.#owners = new PartCache((key) => this.#ownerMembers(key));
		this.#choices = new PartCache((key) => this.#choiceMembers(key));
		this.#fields = new PartCache((key) => ({
			customFields: base.builder.context.customFields.values('service/tickets', key),
		}));
	}

	make(index: number): JsonObject {
		return recordOf(this.#parts(index));
	}

	textAt(index: number): string {
		return textOf(this.#parts(index));
	}

	readerAt(index: number) {
		const facts = factsOf(this.#shape, index);
		let own: JsonObject | undefined;
		return (path: readonly string[]) => {
			const [head = ''] = path;
			if (head === 'id') return this.idAt(index);
			if (head === 'closedFlag') return facts.isClosed;
			const part = this.#partWith(head, facts);
			return valueAtPath(part ? part.members : (own ??= this.#ownMembers(index, facts)), path);
		};
	}

	#partWith(head: string, facts: TicketFacts): Part | undefined {
		switch (head) {
			case 'status':
				return this.#statuses.get(facts.board * 100 + facts.status);
			case 'board':
				return this.#boards.get(facts.board);
			case 'company':
			case 'contact':
			case 'site':
				return this.#contacts.get(facts.owner);
			case 'owner':
			case 'resources':
				return this.#owners.get(facts.member);
			case 'type':
			case 'subType':
			case 'item':
			case 'team':
				return this.#kinds.get(facts.kind);
			case 'priority':
			case 'source':
			case 'serviceLocation':
				return this.#choices.get(facts.choice);
			case 'customFields':
				return this.#fields.get(facts.draw % VARIANTS);
			case 'id':
			case 'summary':
			case '_info':
				return undefined;
			default:
				return this.#search(head, facts);
		}
	}

	/** Members that are asked for less often. */
	#search(head: string, facts: TicketFacts): Part | undefined {
		return this.#sharedParts(facts).find(({ members }) => head in members);
	}

	#sharedParts(facts: TicketFacts): Part[] {
		return [
			this.#boards.get(facts.board),
			this.#statuses.get(facts.board * 100 + facts.status),
			this.#contacts.get(facts.owner),
			this.#kinds.get(facts.kind),
			this.#owners.get(facts.member),
			this.#choices.get(facts.choice),
			this.#fields.get(facts.draw % VARIANTS),
		];
	}

	#parts(index: number): Part[] {
		const facts = factsOf(this.#shape, index);
		return [partOf(this.#ownMembers(index, facts)), ...this.#sharedParts(facts)];
	}

	#ownMembers(index: number, facts: TicketFacts): JsonObject {
		const { draw, enteredAt, closedAt, isClosed } = facts;
		const member = this.#memberName(facts.member);
		const hours = (draw % 40) / 4;
		return {
			id: this.idAt(index),
			summary: summaryOf(facts),
			recordType: this.#plan.recordType,
			requiredDate: dateText(enteredAt + 3 * 86_400_000).replace(/T.*/, 'T00:00:00Z'),
			budgetHours: draw % 8,
			severity: pick(['Low', 'Medium', 'High'], draw, 61),
			impact: pick(['Low', 'Medium', 'High'], draw, 62),
			closedFlag: isClosed,
			...(isClosed && {
				closedDate: dateText(closedAt),
				closedBy: member,
				dateResolved: dateText(closedAt),
			}),
			actualHours: hours,
			respondMinutes: draw % 90,
			resolveMinutes: draw % 2_000,
			dateResponded: dateText(enteredAt + (draw % 90) * 60_000),
			isInSla: draw % 5 !== 0,
			slaStatus: isClosed ? 'Resolved' : 'Respond by tomorrow',
			externalXRef: `SAMPLE-${draw % 100_000}`,
			_info: {
				lastUpdated: dateText(facts.updatedAt),
				updatedBy: member,
				dateEntered: dateText(enteredAt),
				enteredBy: member,
			},
		};
	}

	#memberName(member: number): string {
		return String(at(this.#plan.base.members, member)['identifier']);
	}

	#contactMembers(key: number): JsonObject {
		const { base, projects } = this.#plan;
		const { builder } = base;
		if (projects) return this.#projectMembers(at(projects, key), key);
		const contact = at(base.clients.contacts, key);
		return {
			company: contact['company'] ?? {},
			site: contact['site'] ?? {},
			siteName: valueAtPath(contact, ['site', 'name']) ?? '',
			addressLine1: contact['addressLine1'] ?? '',
			city: contact['city'] ?? '',
			zip: contact['zip'] ?? '',
			contact: builder.ref('ContactReference', 'company/contacts', contact),
			contactName: `${String(contact['firstName'])} ${String(contact['lastName'])}`,
			contactPhoneNumber: contact['defaultPhoneNbr'] ?? '',
			contactEmailAddress: valueAtPath(firstOf(contact['communicationItems']), ['value']) ?? '',
			sla: { id: 2, name: 'Standard Example SLA' },
		};
	}

	#projectMembers(project: JsonObject, key: number): JsonObject {
		const { builder } = this.#plan.base;
		const id = Number(project['id']);
		const phase = { id: id * 10 + 1 + (key % 3), name: at(['Plan', 'Build', 'Hand Over'], key) };
		return {
			company: project['company'] ?? {},
			site: project['site'] ?? {},
			contact: project['contact'] ?? {},
			project: builder.ref('ProjectReference', 'project/projects', project),
			phase,
			wbsCode: `${1 + (key % 3)}.1`,
		};
	}

	#boardMembers(key: number): JsonObject {
		const { board } = at(this.#plan.boards, key);
		const { builder } = this.#plan.base;
		return {
			board: builder.ref('BoardReference', 'service/boards', board),
			billTime: 'Billable',
			billExpenses: 'Billable',
			billProducts: 'Billable',
			billingMethod: 'ActualRates',
			allowAllClientsPortalView: false,
			customerUpdatedFlag: false,
			automaticEmailContactFlag: false,
			automaticEmailResourceFlag: false,
			hasChildTicket: false,
			approved: true,
		};
	}

	#statusMembers(key: number): JsonObject {
		const set = at(this.#plan.boards, Math.floor(key / 100));
		const path = `service/boards/${String(set.board['id'])}/statuses`;
		const status = at(set.statuses, key % 100);
		return { status: this.#plan.base.builder.ref('ServiceStatusReference', path, status) };
	}

	#kindMembers(key: number): JsonObject {
		const set = at(this.#plan.boards, Math.floor(key / 1_000));
		return {
			type: briefRef(at(set.types, key)),
			subType: briefRef(at(set.subTypes, key)),
			item: briefRef(at(set.items, key)),
			team: briefRef(at(set.teams, key)),
		};
	}

	#ownerMembers(key: number): JsonObject {
		const { builder, members } = this.#plan.base;
		const member = at(members, key);
		return {
			owner: builder.ref('MemberReference', 'system/members', member),
			resources: String(member['identifier']),
		};
	}

	#choiceMembers(key: number): JsonObject {
		const { builder, setup } = this.#plan.base;
		const ref = (schema: string, path: string, draw: number) =>
			builder.ref(schema, path, at(setup.get(path) ?? [], draw));
		return {
			priority: ref('PriorityReference', 'service/priorities', key % 4),
			source: briefRef(at(setup.get('service/sources') ?? [], (key >> 2) % 4)),
			serviceLocation: briefRef(at(setup.get('service/locations') ?? [], (key >> 4) % 3)),
		};
	}
}

function firstOf(value: unknown): JsonObject | undefined {
	const first: unknown = Array.isArray(value) ? value[0] : undefined;
	return isJsonObject(first) ? first : undefined;
}

/** Tickets are many: those references that clients seldom follow do without their href. */
const briefRef = ({ id, name }: JsonObject): JsonObject => ({ id: id ?? 0, name: name ?? '' });
