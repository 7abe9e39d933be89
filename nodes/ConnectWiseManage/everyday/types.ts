import type { OperationKind } from '../catalogue/types';

/** A form and a field of it, as Look Up writes them. */
export type Place = `options.${string}` | `items.${string}`;

/** Values that a job fixes, by form and field; their fields are not in the form. */
export type Preset = Readonly<Partial<Record<Place, string | boolean>>>;

/** A parameter whose value stands for fields that the record has in the API. */
export interface Choice {
	readonly parameter: string;
	readonly label: string;
	readonly usual: string;
	readonly options: ReadonlyArray<{
		readonly name: string;
		readonly value: string;
		readonly description: string;
		readonly sets: Preset;
	}>;
}

/** What a job is, beside the words that it is chosen by. */
export interface JobDetails {
	/** The field that the ID of the record goes to; none where no record is named. */
	readonly record?: Place;
	readonly preset?: Preset;
	readonly choice?: Choice;
	/** Changes the record that is there already instead of making a second one. */
	readonly updatesExisting?: boolean;
}

/** One everyday job: `resource` and `operation` as workflows save them, and what they stand for. */
export interface Job extends JobDetails {
	readonly resource: string;
	readonly operation: string;
	/** As the panel of nodes and a tool's description word it. */
	readonly action: string;
	readonly operationId: string;
}

/** Groups of parameters that a form has. */
export type FormPart =
	/** The ID of the record. */
	| 'record'
	/** Options: what the API takes beside the rest. */
	| 'options'
	/** Conditions and the filter builder. */
	| 'filter'
	/** Return All, Limit and Order By. */
	| 'list'
	/** Files instead of items. */
	| 'files'
	/** Which fields come back, and Simplify. */
	| 'fields'
	/** The body. */
	| 'items'
	/** Match Fields. */
	| 'match';

/** What all jobs of one `operation` have in common. */
export interface Verb {
	readonly name: string;
	readonly kind: OperationKind;
	readonly form: readonly FormPart[];
}
