"""What a person can do, one module a job, grouped by channel; wording in templates beside them."""
