import type { Json, JsonObject } from '../json.mts';
import { fraction, pick, uuidOf } from '../random.mts';

interface Definition {
	readonly id: number;
	readonly caption: string;
	readonly type: string;
	readonly entryMethod: string;
	readonly podId: number;
	readonly podName: string;
	/** Collections whose records carry it. */
	readonly collections: readonly string[];
	readonly samples: readonly Json[];
	readonly options?: readonly string[];
}

const TICKETS = ['service/tickets', 'project/tickets'];

const DEFINITIONS: readonly Definition[] = [
	{
		id: 3,
		caption: 'Change Number',
		type: 'Text',
		entryMethod: 'EntryField',
		podId: 11,
		podName: 'service_overview',
		collections: TICKETS,
		samples: ['CHG-1001', 'CHG-1002', 'CHG-1003'],
	},
	{
		id: 4,
		caption: 'Risk',
		type: 'Text',
		entryMethod: 'List',
		podId: 11,
		podName: 'service_overview',
		collections: TICKETS,
		samples: ['Low', 'Medium', 'High'],
		options: ['Low', 'Medium', 'High'],
	},
	{
		id: 7,
		caption: 'Remote Minutes',
		type: 'Number',
		entryMethod: 'EntryField',
		podId: 11,
		podName: 'service_overview',
		collections: TICKETS,
		samples: [15, 30, 90],
	},
	{
		id: 12,
		caption: 'Escalated',
		type: 'Checkbox',
		entryMethod: 'EntryField',
		podId: 11,
		podName: 'service_overview',
		collections: TICKETS,
		samples: [true, false],
	},
	{
		id: 15,
		caption: 'Tenant Code',
		type: 'Text',
		entryMethod: 'EntryField',
		podId: 21,
		podName: 'company_overview',
		collections: ['company/companies'],
		samples: ['T-ALDER', 'T-BIRCH', 'T-CEDAR'],
	},
	{
		id: 16,
		caption: 'Review Date',
		type: 'Date',
		entryMethod: 'Date',
		podId: 21,
		podName: 'company_overview',
		collections: ['company/companies'],
		samples: ['2026-01-15T00:00:00Z', '2026-03-01T00:00:00Z'],
	},
	{
		id: 21,
		caption: 'Preferred Language',
		type: 'Text',
		entryMethod: 'List',
		podId: 31,
		podName: 'contact_overview',
		collections: ['company/contacts'],
		samples: ['English', 'German'],
		options: ['English', 'German', 'French'],
	},
	{
		id: 22,
		caption: 'Newsletter',
		type: 'Checkbox',
		entryMethod: 'EntryField',
		podId: 31,
		podName: 'contact_overview',
		collections: ['company/contacts'],
		samples: [true, false],
	},
	{
		id: 28,
		caption: 'Rack Position',
		type: 'Text',
		entryMethod: 'EntryField',
		podId: 41,
		podName: 'configuration_overview',
		collections: ['company/configurations'],
		samples: ['R1-U12', 'R2-U04'],
	},
	{
		id: 29,
		caption: 'Purchase Price',
		type: 'Currency',
		entryMethod: 'EntryField',
		podId: 41,
		podName: 'configuration_overview',
		collections: ['company/configurations'],
		samples: [499.5, 1250],
	},
];

/** Custom fields of tickets, companies, contacts and configurations, and their definitions. */
export class CustomFieldCatalogue {
	readonly #seed: number;

	constructor(seed: number) {
		this.#seed = seed;
	}

	/** The fields of a new record, empty; undefined for records without custom fields. */
	blank(collection: string): Json[] | undefined {
		const own = this.#of(collection);
		return own.length === 0 ? undefined : own.map((definition) => this.#field(definition, null));
	}

	/** The fields of a seeded record; about a third of them are empty. */
	values(collection: string, draw: number): Json[] {
		return this.#of(collection).map((definition) => {
			const isEmpty = fraction(this.#seed, draw, definition.id) < 0.33;
			return this.#field(
				definition,
				isEmpty ? null : pick(definition.samples, this.#seed, draw, definition.id, 1),
			);
		});
	}

	/** Records of `/system/userDefinedFields`. */
	definitions(): JsonObject[] {
		return DEFINITIONS.map(
			(definition, index): JsonObject => ({
				id: definition.id,
				podId: definition.podId,
				caption: definition.caption,
				sequenceNumber: index + 1,
				podDescription: titleOfPod(definition.podName),
				screenId: definition.podName,
				screenDescription: titleOfPod(definition.podName).replace(/ Overview$/, ''),
				fieldTypeIdentifier: definition.type,
				numberDecimals: 0,
				entryTypeIdentifier: definition.entryMethod,
				requiredFlag: false,
				displayOnScreenFlag: true,
				readOnlyFlag: false,
				listViewFlag: false,
				...(definition.options && { options: optionsOf(definition.id, definition.options) }),
				businessUnitIds: [],
				locationIds: [],
				connectWiseID: uuidOf(this.#seed, definition.id),
				displayScreenInASIO: false,
				dateCreated: '2022-05-02T09:00:00Z',
				_info: { lastUpdated: '2024-02-01T10:00:00Z', updatedBy: 'Admin1' },
			}),
		);
	}

	#field(definition: Definition, value: Json): JsonObject {
		return field(definition, value, uuidOf(this.#seed, definition.id));
	}

	#of(collection: string): readonly Definition[] {
		const path = collection.replace(/^\/+/, '');
		return DEFINITIONS.filter(({ collections }) => collections.includes(path));
	}
}

const optionsOf = (id: number, texts: readonly string[]): Json[] =>
	texts.map((optionValue, at) => ({
		id: id * 100 + at,
		optionValue,
		defaultFlag: false,
		inactiveFlag: false,
		sortOrder: at,
	}));

/** `service_overview` is the `Service Overview`. */
const titleOfPod = (name: string): string =>
	name
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

const rowOf = ({ id, podId }: Definition): number =>
	1 + DEFINITIONS.filter((each) => each.podId === podId).findIndex((each) => each.id === id);

/** With everything that servers of 2026 send of one; an older server knows the first five alone. */
const field = (definition: Definition, value: Json, connectWiseId: string): JsonObject => ({
	id: definition.id,
	caption: definition.caption,
	type: definition.type,
	entryMethod: definition.entryMethod,
	numberOfDecimals: 0,
	...(value !== null && { value }),
	connectWiseId,
	rowNum: rowOf(definition),
	userDefinedFieldRecId: definition.id,
	podId: definition.podName,
});
