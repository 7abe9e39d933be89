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
		return own.length === 0 ? undefined : own.map((definition) => field(definition, null));
	}

	/** The fields of a seeded record; about a third of them are empty. */
	values(collection: string, draw: number): Json[] {
		return this.#of(collection).map((definition) => {
			const isEmpty = fraction(this.#seed, draw, definition.id) < 0.33;
			return field(
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
				screenId: definition.podName,
				fieldTypeIdentifier: definition.type,
				numberDecimals: 0,
				entryTypeIdentifier: definition.entryMethod,
				requiredFlag: false,
				displayOnScreenFlag: true,
				readOnlyFlag: false,
				listViewFlag: false,
				options: (definition.options ?? []).map(
					(value, at): Json => ({
						id: definition.id * 100 + at,
						optionValue: value,
						defaultFlag: false,
						inactiveFlag: false,
						sortOrder: at + 1,
					}),
				),
				connectWiseID: uuidOf(this.#seed, definition.id),
				dateCreated: '2022-05-02T09:00:00Z',
				_info: { lastUpdated: '2024-02-01T10:00:00Z', updatedBy: 'Admin1' },
			}),
		);
	}

	#of(collection: string): readonly Definition[] {
		const path = collection.replace(/^\/+/, '');
		return DEFINITIONS.filter(({ collections }) => collections.includes(path));
	}
}

const field = (
	{ id, caption, type, entryMethod, podName }: Definition,
	value: Json,
): JsonObject => ({
	id,
	caption,
	type,
	entryMethod,
	numberOfDecimals: 0,
	...(value !== null && { value }),
	podId: podName,
});
