/** Length to which n8n cuts an argument name that it makes from a label for an AI tool. */
const ARGUMENT_NAME_LENGTH = 63;

const SPELLINGS: Readonly<Record<string, string>> = {
	api: 'API',
	cc: 'CC',
	// Misspelt in the API itself (`readOnlyFlay`); the label need not be.
	flay: 'Flag',
	childconditions: 'Child Conditions',
	customfieldconditions: 'Custom Field Conditions',
	gl: 'GL',
	id: 'ID',
	ids: 'IDs',
	ip: 'IP',
	kpi: 'KPI',
	lastmodified: 'Last Modified',
	ldap: 'LDAP',
	mac: 'MAC',
	os: 'OS',
	po: 'PO',
	pdf: 'PDF',
	rma: 'RMA',
	sla: 'SLA',
	smtp: 'SMTP',
	sso: 'SSO',
	url: 'URL',
	utc: 'UTC',
	vat: 'VAT',
	xref: 'XRef',
};

/** `customFieldConditions` → `Custom Field Conditions`, `poNumber` → `PO Number`. */
export function titleOfName(name: string): string {
	return name
		.replace(/XRef/g, 'Xref')
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.replace(/([a-z])(\d)/g, '$1 $2')
		.replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
		.split(/[\s_.]+/)
		.filter(Boolean)
		.map((word) => SPELLINGS[word.toLowerCase()] ?? word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}

/** n8n cuts what stands behind it, in forms as in lists. */
export const SHOWN_LENGTH = 40;

/**
 * A label that is shown whole: where it is too long, a closing "Flag" goes first and then as few words
 * of its middle as can be, since begin and end tell most.
 */
export function fitLabel(label: string, longest = SHOWN_LENGTH): string {
	if (label.length <= longest) return label;
	const words = label.replace(/ Flag$/, '').split(' ');
	const whole = words.join(' ');
	if (whole.length <= longest) return whole;
	let best = `${whole.slice(0, longest - 1).trimEnd()}…`;
	let bestScore = -Infinity;
	for (let start = 1; start < words.length - 1; start++) {
		for (let end = start + 1; end < words.length; end++) {
			const head = words.slice(0, start).join(' ');
			const tail = words.slice(end).join(' ');
			const text = `${head} … ${tail}`;
			if (text.length > longest) continue;
			const score = text.length - Math.abs(head.length - tail.length) / 8;
			if (score > bestScore) [best, bestScore] = [text, score];
			break;
		}
	}
	return best;
}

/** As n8n reduces a label to the name of a tool's argument. */
export function argumentNameOf(label: string): string {
	return label.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, ARGUMENT_NAME_LENGTH);
}

/**
 * Labels that stay apart when n8n reduces them to argument names (a tool with two equal ones does not
 * load): where some would clash, the first keeps its label and the others get their field id behind it.
 */
export function withUniqueLabels<T extends { readonly id: string; readonly displayName: string }>(
	fields: readonly T[],
): T[] {
	const taken = new Set<string>();
	return fields.map((field) => {
		const name = argumentNameOf(field.displayName).toLowerCase();
		if (taken.has(name)) return { ...field, displayName: `${field.displayName} [${field.id}]` };
		taken.add(name);
		return field;
	});
}
