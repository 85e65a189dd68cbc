/** Settings that writers need, read from and written into `site.yaml` in place. */
import { z } from 'zod';

export const siteSettingSchema = z.enum(['title', 'url', 'language', 'description', 'timezone', 'theme']);
export type SiteSetting = z.infer<typeof siteSettingSchema>;

export interface SettingField {
  key: SiteSetting;
  label: string;
  help: string;
  value: string;
  /** From `site.yaml`, not a default. */
  written: boolean;
  choices: string[] | null;
  line: number | null;
}

export interface SiteSettings {
  fields: SettingField[];
  /** `site.yaml` cannot be read: the form is closed until this line is mended. */
  closed: { message: string; line: number } | null;
}
