import { describe, expect, it } from 'vitest';
import {
	findLevel,
	findRecordType,
	RECORD_TYPES,
} from '../../../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';
import { typeOfList } from '../../../../../nodes/ConnectWiseManage/triggers/event.ts';
import { LEVELS } from '../../../../sandbox/callbacks/levels.mts';
import { loadCatalogue } from '../../../../sandbox/catalogue/load.mts';

/** As the developer guide of ConnectWise lists them, site left out: its levels are not known. */
const DOCUMENTED: Readonly<Record<string, string>> = {
	Activity: 'Owner, Status, Type, Company, Activity',
	Agreement: 'Owner, Type, Company, Agreement',
	Company: 'Owner, Status, Type, Territory, Company, IntegratorTag',
	Configuration: 'Owner, Type, Status, Configuration',
	Contact: 'Owner, Type, Territory, Company, Contact',
	Expense: 'Owner, ChargeToType, Type, Class, Company, Expense',
	Invoice: 'Owner, Status, Company, Invoice',
	Member: 'Owner, Location, SecurityRole, Member',
	Opportunity: 'Owner, StatusId, Company, Opportunity',
	ProductCatalog: 'Owner',
	Project: 'Owner, Status, Board, Project',
	PurchaseOrder: 'Owner, Status, Vendor, Company, PurchaseOrder',
	Schedule: 'Owner, Status, Type, Location, Member, Schedule',
	Ticket: 'Owner, Board, Project, Phase, Status, Ticket, IntegratorTag',
	Time: 'Owner, Company, Time',
};

const { operations } = await loadCatalogue();
const lists = new Set(operations.filter(({ method }) => method === 'GET').map(({ path }) => path));
const audit = operations.find(({ id }) => id === 'getSystemAudittrail');

describe('the table of record types', () => {
	it('has every type that ConnectWise documents, and no other', () => {
		const names = Object.keys(DOCUMENTED).map((name) => name.toLowerCase());
		expect(RECORD_TYPES.map(({ type }) => type).toSorted()).toEqual(names.toSorted());
	});

	it.each(Object.entries(DOCUMENTED))('has the levels of %s', (type, levels) => {
		const found = findRecordType(type.toLowerCase());
		expect(found?.levels.map(({ level }) => level).toSorted()).toEqual(
			levels.toLowerCase().split(', ').toSorted(),
		);
		expect(found?.levels[0]?.level).toBe('owner');
	});

	it('has only levels that the sandbox takes as well', () => {
		for (const { type, levels } of RECORD_TYPES) {
			expect(LEVELS[type]).toEqual(expect.arrayContaining(levels.map(({ level }) => level)));
		}
	});

	it('reads records and choices from lists that the catalogue has', () => {
		for (const { type, sources, levels } of RECORD_TYPES) {
			for (const { path } of sources) {
				expect(lists).toContain(path);
				expect(typeOfList(path)).toBe(type);
			}
			for (const { list } of levels) {
				if (list) expect(lists).toContain(list.path);
				if (list?.parent) expect(lists).toContain(list.parent.path);
			}
		}
	});

	it('labels the choices by fields that their records have', async () => {
		const catalogue = await loadCatalogue();
		for (const { levels } of RECORD_TYPES) {
			for (const { list } of levels) {
				const schema = operations.find(
					({ method, path }) => method === 'GET' && path === list?.path,
				)?.response.schema;
				const names = catalogue.fieldsOf(schema ?? '').map(({ name }) => name);
				expect(names).toEqual(expect.arrayContaining([...(list?.label ?? [])]));
			}
		}
	});

	it('calls the types as the audit trail does', () => {
		const type = audit?.parameters.find(({ name }) => name === 'type');
		for (const { sources } of RECORD_TYPES) {
			for (const { auditType } of sources) expect(type?.enum).toContain(auditType);
		}
	});

	it('finds nothing by a name that is in no table', () => {
		expect(findRecordType('constructor')).toBeUndefined();
		const [first] = RECORD_TYPES;
		expect(first && findLevel(first, 'board')).toBeUndefined();
	});
});
