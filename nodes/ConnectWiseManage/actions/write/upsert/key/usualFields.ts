/**
 * Match Fields where none are chosen, by the path of the create: the first set whose fields all have a
 * value is taken. Reviewed by hand against the uniqueness rules of the product (behaviour of the API:
 * a company's `identifier` is unique; a serial number is so within a company at best, because makers
 * write "To be filled by O.E.M." into many).
 */
const USUAL_FIELDS: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
	'/company/companies': [['identifier']],
	'/company/companies/{parentId}/sites': [['name']],
	'/company/configurations': [
		['serialNumber', 'company'],
		['name', 'company'],
	],
	'/company/contacts': [['communicationItems/value']],
	'/finance/agreements': [['name', 'company']],
	'/procurement/catalog': [['identifier']],
	'/project/projects': [['name', 'company']],
	'/sales/opportunities': [['name', 'company']],
	'/service/tickets': [['externalXRef']],
	'/system/members': [['identifier']],
};

/** Sets of fields to match by, best first; none where nothing tells the records of the kind apart. */
export function usualFields(path: string): ReadonlyArray<readonly string[]> {
	const key = path.replace(/\{\w+\}/g, '{parentId}');
	return Object.prototype.hasOwnProperty.call(USUAL_FIELDS, key) ? (USUAL_FIELDS[key] ?? []) : [];
}
