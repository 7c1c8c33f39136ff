-- What a former member who was erased is called.
ALTER TABLE member ADD COLUMN pseudonym TEXT;
