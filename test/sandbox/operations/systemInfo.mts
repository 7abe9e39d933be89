import type { JsonObject } from '../json.mts';
import { SANDBOX_COMPANY } from '../credentials.mts';
import type { World } from '../server/world.mts';

/** The dated code base of the sandbox; `v4_6_release` works as well. */
export const CODEBASE = 'v2025_1';

export const systemInfo = ({ catalogue }: World): JsonObject => ({
	version: `v${catalogue.apiVersion}.12345`,
	isCloud: true,
	serverTimeZone: 'Eastern Standard Time',
	licenseBits: [{ name: 'PSA', activeFlag: true }],
	cloudRegion: 'NA',
	maxWorkFlowRecordsAllowed: 5000,
});

/** `/login/companyinfo/{company}`; null for companies that are not known. */
export function companyInfo({ rootUrl, switches }: World, company: string): JsonObject | null {
	if (company.toLowerCase() !== SANDBOX_COMPANY) return null;
	const host = new URL(rootUrl).host;
	return {
		CompanyName: 'Sandbox Example Company',
		Codebase: `${CODEBASE}/`,
		VersionCode: 'v2025.1',
		VersionNumber: 'v4.6.38842',
		CompanyID: SANDBOX_COMPANY,
		IsCloud: switches.get('isCloudText') ? 'True' : true,
		SiteUrl: host,
		AllowedOrigins: [rootUrl],
	};
}
