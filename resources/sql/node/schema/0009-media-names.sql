-- Whether anything refers to a file of the media folder, so that what a killed node left behind is
-- found without reading every row for each file.

CREATE INDEX attachment_by_file ON attachment (file) WHERE file IS NOT NULL;
CREATE INDEX attachment_by_preview ON attachment (preview_file) WHERE preview_file IS NOT NULL;
CREATE INDEX account_by_avatar ON account (avatar) WHERE avatar IS NOT NULL AND domain = '';
CREATE INDEX account_by_header ON account (header) WHERE header IS NOT NULL AND domain = '';
CREATE INDEX media_copy_by_file ON media_copy (file);
