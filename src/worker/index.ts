/** The tasks of the pool, by name. Inline builds import this same entry. */
import { auditNodes as auditNodesTask } from './audit.ts';
import { copyFiles as copyFilesTask } from './copy.ts';
import {
  encodeVariant as encodeVariantTask,
  hashFiles as hashFilesTask,
  imageInfo as imageInfoTask,
} from './images.ts';
import { adoptSite as adoptSiteTask } from './loaded-site.ts';
import { parseBatch as parseBatchTask, parseText as parseTextTask } from './parse.ts';
import { renderBatch as renderBatchTask } from './render.ts';
import { rest as restTask } from './rest.ts';
import { openIndex as openIndexTask, showPage as showPageTask } from './show.ts';
import { standBack } from './stand-back.ts';
import { renderTexts as renderTextsTask } from './texts.ts';
import { timed } from './timed.ts';
import { trackPages as trackPagesTask } from './track.ts';

standBack();

export const parseBatch = timed(parseBatchTask);
export const parseText = timed(parseTextTask);
export const renderBatch = timed(renderBatchTask);
export const renderTexts = timed(renderTextsTask);
export const copyFiles = timed(copyFilesTask);
export const trackPages = timed(trackPagesTask);
export const hashFiles = timed(hashFilesTask);
export const imageInfo = timed(imageInfoTask);
export const encodeVariant = timed(encodeVariantTask);
export const showPage = timed(showPageTask);
export const openIndex = timed(openIndexTask);
export const auditNodes = timed(auditNodesTask);
export const rest = timed(restTask);
/** Inline only: gives the orchestrator's own index to the tasks. */
export const adoptSite = timed(adoptSiteTask);
