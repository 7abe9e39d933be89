import { titleOfName } from '../../../catalogue/form/labels';

/** A field by its name in the API. */
export interface Named {
	readonly name: string;
	/** As the form calls it. */
	readonly label?: string;
}

/** A field in a message, by the form's name and the API's: `Ticket ID (id)`; `"id"` where it has one. */
export function nameFor(field: Named | string): string {
	const { name, label }: Named = typeof field === 'string' ? { name: field } : field;
	return label === undefined || label === name ? `"${name}"` : `${label} (${name})`;
}

/** The same, with the title that the form makes of a name where it has no label of its own. */
export function titleFor({ name, label }: Named): string {
	return nameFor({ name, label: label ?? titleOfName(name) });
}
