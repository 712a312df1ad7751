"""The runbook: who does what when in an outage, made from the settings of the site. Knows no page and no file."""
